import type { CompanyEntry, CompaniesPage as FoundPage } from '../../../src/modules/directory/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { FoundList, type FoundModel } from '../../components/list/found-list.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { DirectoryTabs } from './directory-tabs.tsx'

export interface CompaniesModel extends FoundModel {
  page: FoundPage
  isMember: boolean
}

export function CompaniesPage({ page, isMember, ...asked }: CompaniesModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('directory.companies.title')}
      width="full"
      header={
        <PageHeader
          title={t('directory.companies.title')}
          lead={t('directory.companies.lead')}
          actions={
            isMember ? (
              <LinkButton href="/my-companies" icon="work">
                {t('companies.mine.title')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <DirectoryTabs current={asked.path} />
      <FoundList
        asked={asked}
        icon="work"
        words={{
          none: t('directory.companies.none'),
          noneHelp: t('directory.companies.noneHelp'),
          noMatchHelp: t('directory.noMatchHelp'),
        }}
      >
        {page.items.map((entry) => (
          <CompanyCard key={entry.companyId} entry={entry} />
        ))}
      </FoundList>
    </PortalLayout>
  )
}

const fewSkills = 4

function CompanyCard({ entry }: { entry: CompanyEntry }) {
  const t = useText()
  const { locale } = useView()
  const { companyId, legalName, tradeName, isVerified, skills, certifications, units, kilometres } = entry
  const where = [entry.city, entry.region, countryName(entry.country, locale)].filter(Boolean).join(', ')
  return (
    <li class="card entry-card">
      <div class="entry-head">
        <div class="entry-words">
          <h2 class="card-title">
            <a href={`/directory/companies/${companyId}`} {...verbatim}>
              {tradeName ?? legalName}
            </a>
          </h2>
          {tradeName && (
            <p class="entry-note" {...verbatim}>
              {legalName}
            </p>
          )}
        </div>
        {isVerified && <Badge tone="success">{t('companies.verified')}</Badge>}
      </div>
      <ul class="entry-facts">
        <li>
          <Icon name="place" size={16} />
          <span>
            <span {...verbatim}>{where}</span>
            {kilometres !== null && ` ${t('directory.away', { kilometres })}`}
          </span>
        </li>
        {units.length > 0 && (
          <li>
            <Icon name="units" size={16} />
            <span {...verbatim}>{units.join(', ')}</span>
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
    </li>
  )
}
