import type { ShownPerson } from '../../../src/modules/people/contract.ts'
import { countryName, languageName } from '../../../src/platform/presentation/countries.ts'
import { LinkButton } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface EntryModel {
  person: ShownPerson
  isMe: boolean
}

/** What somebody shows to whoever reads it, and how they can be reached. */
export function EntryPage({ person, isMe }: EntryModel) {
  const t = useText()
  const name = person.displayName
  const reach = useReach(person)
  const about = useAbout(person)
  return (
    <PortalLayout
      title={name}
      header={
        <PageHeader
          title={name}
          lead={[person.nativeName, person.title].filter(Boolean).join(' · ') || undefined}
          breadcrumbs={[{ label: t('directory.title'), href: '/directory' }]}
          actions={
            person.email && !isMe ? (
              <LinkButton href={`mailto:${person.email}`} variant="primary" icon="mail">
                {t('directory.write')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      {isMe && (
        <Notice kind="info">
          {t('directory.isYou')} <a href="/profile/visibility">{t('directory.visibility')}</a>
        </Notice>
      )}
      {person.photo && (
        <div class="photo">
          <img src={person.photo} alt={t('people.person.photo', { name })} width={96} height={96} />
        </div>
      )}
      {reach.length > 0 && (
        <Section title={t('directory.reach')} id="reach">
          <DescriptionList items={reach} />
        </Section>
      )}
      {about.length > 0 && (
        <Section title={t('directory.about')} id="about">
          <DescriptionList items={about} />
        </Section>
      )}
      {reach.length + about.length === 0 && (
        <EmptyState title={t('people.person.nothing', { name })} icon="profile">
          {t('people.person.nothingHelp')}
        </EmptyState>
      )}
    </PortalLayout>
  )
}

function useReach({ email, phone, place }: ShownPerson): Description[] {
  const t = useText()
  const { locale } = useView()
  const address = place && [
    place.addressLines,
    [place.postalCode, place.city].filter(Boolean).join(' '),
    place.region,
    place.country && countryName(place.country, locale),
  ]
  const items: Description[] = []
  if (email) items.push({ label: t('people.email'), value: <a href={`mailto:${email}`}>{email}</a> })
  if (phone)
    items.push({
      label: t('people.contact.phone'),
      value: <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>,
    })
  const written = (address ?? []).filter(Boolean)
  if (written.length > 0) items.push({ label: t('people.contact.address'), value: written.join(', ') })
  return items
}

function useAbout({
  bio,
  worksSince,
  skills,
  languages,
  certifications,
  units,
  links,
}: ShownPerson): Description[] {
  const t = useText()
  const { locale } = useView()
  const items: Description[] = []
  if (units.length > 0)
    items.push({ label: t('directory.units'), value: units.map(({ name }) => name).join(', ') })
  if (bio !== null) items.push({ label: t('people.about.bio'), value: <p class="prose">{bio}</p> })
  if (worksSince !== null)
    items.push({
      label: t('people.about.experience'),
      value: t('people.about.years', { year: String(worksSince) }),
    })
  if (skills.length > 0) items.push({ label: t('people.about.skills'), value: skills.join(' · ') })
  if (languages.length > 0)
    items.push({
      label: t('people.languages.title'),
      value: languages
        .map(({ language, level }) =>
          t('people.languages.spoken', {
            language: languageName(language, locale),
            level: t(`people.languages.levels.${level}`),
          }),
        )
        .join(' · '),
    })
  if (certifications.length > 0)
    items.push({
      label: t('people.certifications.title'),
      value: (
        <ul class="plain-list">
          {certifications.map(({ name, issuer, expiresOn }) => (
            <li key={name + expiresOn}>
              {[name, issuer].filter(Boolean).join(', ')}
              {expiresOn && (
                <>
                  {' '}
                  ({t('directory.until')} <Time value={expiresOn} shown="day" />)
                </>
              )}
            </li>
          ))}
        </ul>
      ),
    })
  if (links.length > 0)
    items.push({
      label: t('people.about.links'),
      value: (
        <ul class="plain-list">
          {links.map((link) => (
            <li key={link}>
              <a href={link} rel="nofollow noopener ugc">
                {link}
              </a>
            </li>
          ))}
        </ul>
      ),
    })
  return items
}
