import type { DirectoryEntry, DirectoryPage as FoundPage } from '../../../src/modules/directory/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import { Avatar } from '../../components/avatar.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { FoundList, type FoundModel } from '../../components/list/found-list.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { DirectoryTabs } from './directory-tabs.tsx'

export interface DirectoryModel extends FoundModel {
  page: FoundPage
  isMember: boolean
}

export function DirectoryPage({ page, isMember, ...asked }: DirectoryModel) {
  const t = useText()
  const { items, counts } = page
  return (
    <PortalLayout
      title={t('directory.title')}
      width="full"
      header={
        <PageHeader
          title={t('directory.title')}
          lead={t('directory.lead')}
          actions={
            isMember ? (
              <LinkButton href="/profile/visibility" icon="eye">
                {t('directory.visibility')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <DirectoryTabs current={asked.path} />
      <FoundList
        asked={asked}
        icon="people"
        words={{
          none: t('directory.none'),
          noneHelp: t('directory.noneHelp'),
          noMatchHelp: t('directory.noMatchHelp'),
        }}
        summary={
          counts && (
            <p role="status">
              {t('directory.total', { count: counts.total.count, more: counts.total.isMore ? 'yes' : 'no' })}
            </p>
          )
        }
      >
        {items.map((entry) => (
          <EntryCard key={entry.personId} entry={entry} />
        ))}
      </FoundList>
    </PortalLayout>
  )
}

const fewSkills = 4

function EntryCard({ entry }: { entry: DirectoryEntry }) {
  const t = useText()
  const { locale } = useView()
  const {
    personId,
    displayName,
    nativeName,
    title,
    photo,
    skills,
    units,
    certifications,
    place,
    kilometres,
  } = entry
  const where =
    place && [place.city, place.region, place.country && countryName(place.country, locale)].filter(Boolean)
  return (
    <li class="card entry-card">
      <div class="entry-head">
        <Avatar name={displayName} photo={photo} size="large" />
        <div class="entry-words">
          <h2 class="card-title">
            <a href={`/directory/${personId}`} {...verbatim}>
              {displayName}
            </a>
          </h2>
          {(nativeName || title) && (
            <p class="entry-note" {...verbatim}>
              {[nativeName, title].filter(Boolean).join(' · ')}
            </p>
          )}
        </div>
      </div>
      <ul class="entry-facts">
        {units[0] && (
          <li>
            <Icon name="units" size={16} />
            <span {...verbatim}>{units.map(({ name }) => name).join(', ')}</span>
          </li>
        )}
        {((where && where.length > 0) || kilometres !== null) && (
          <li>
            <Icon name="place" size={16} />
            <span>
              <span {...verbatim}>{where?.join(', ')}</span>
              {kilometres !== null && ` ${t('directory.away', { kilometres })}`}
            </span>
          </li>
        )}
        {skills.length > 0 && (
          <li>
            <Icon name="work" size={16} />
            <span>
              <span {...verbatim}>{skills.slice(0, fewSkills).join(', ')}</span>
              {skills.length > fewSkills && ` ${t('directory.more', { count: skills.length - fewSkills })}`}
            </span>
          </li>
        )}
        {certifications.length > 0 && (
          <li>
            <Icon name="check" size={16} />
            <span {...verbatim}>{certifications.join(', ')}</span>
          </li>
        )}
      </ul>
      {(entry.email || entry.phone) && (
        <div class="entry-reach">
          {entry.email && (
            <a href={`mailto:${entry.email}`}>
              <Icon name="mail" size={16} />
              {t('directory.write')}
              <span class="visually-hidden"> {t('directory.to', { name: displayName })}</span>
            </a>
          )}
          {entry.phone && (
            <a href={`tel:${entry.phone.replaceAll(/[^+\d]/g, '')}`}>
              <Icon name="phone" size={16} />
              {t('directory.call')}
              <span class="visually-hidden"> {t('directory.to', { name: displayName })}</span>
            </a>
          )}
        </div>
      )}
    </li>
  )
}
