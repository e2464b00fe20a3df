import type { PersonReply } from '../../../src/modules/people/contract.ts'
import { countryName, languageName } from '../../../src/platform/presentation/countries.ts'
import { zoneName } from '../../../src/platform/presentation/time-zones.ts'
import { LinkButton } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { CertificationList } from './certification-list.tsx'

export interface PersonModel {
  person: PersonReply
  /** What other rooms know of the person. */
  links: Array<{ label: string; href: string }>
}

export function PersonPage({ person, links }: PersonModel) {
  const t = useText()
  const { path } = useView()
  const name = person.displayName
  return (
    <PortalLayout
      title={name}
      header={
        <PageHeader
          title={name}
          lead={[person.nativeName, person.title].filter(Boolean).join(' · ') || undefined}
          actions={
            person.sight === 'self' && <LinkButton href="/profile">{t('people.person.edit')}</LinkButton>
          }
        />
      }
    >
      {person.sight === 'staff' && links.length > 0 && (
        <Tabs
          label={t('people.person.parts')}
          items={[{ label: t('people.profile.title'), href: path, current: true }].concat(
            links.map(({ label, href }) => ({ label: t(label), href, current: false })),
          )}
        />
      )}
      {person.photo && (
        <div class="photo">
          <img src={person.photo} alt={t('people.person.photo', { name })} width={96} height={96} />
        </div>
      )}
      {person.sight === 'staff' && person.leavesAt && (
        <Notice kind="info">
          {t('people.person.leaving')} <Time value={person.leavesAt} shown="date" />
        </Notice>
      )}
      <AboutPerson person={person} />
      {person.sight !== 'member' && <ReachPerson person={person} />}
      {person.sight !== 'member' && person.certifications.length > 0 && (
        <Section title={t('people.certifications.title')} id="certifications">
          <CertificationList certifications={person.certifications} />
        </Section>
      )}
    </PortalLayout>
  )
}

function AboutPerson({ person }: { person: PersonReply }) {
  const t = useText()
  const { locale } = useView()
  const items: Description[] = []
  if (person.bio !== null)
    items.push({ label: t('people.about.bio'), value: <p class="prose">{person.bio}</p> })
  if (person.worksSince !== null)
    items.push({
      label: t('people.about.experience'),
      value: t('people.about.years', { year: String(person.worksSince) }),
    })
  if (person.skills.length > 0)
    items.push({ label: t('people.about.skills'), value: person.skills.join(' · ') })
  if (person.languages.length > 0)
    items.push({
      label: t('people.languages.title'),
      value: person.languages
        .map(({ language, level }) =>
          t('people.languages.spoken', {
            language: languageName(language, locale),
            level: t(`people.languages.levels.${level}`),
          }),
        )
        .join(' · '),
    })
  if (person.links.length > 0)
    items.push({
      label: t('people.about.links'),
      value: (
        <ul class="plain-list">
          {person.links.map((link) => (
            <li key={link}>
              <a href={link} rel="nofollow noopener ugc">
                {link}
              </a>
            </li>
          ))}
        </ul>
      ),
    })
  if (items.length === 0 && person.sight === 'member')
    return (
      <EmptyState title={t('people.person.nothing', { name: person.displayName })} icon="profile">
        {t('people.person.nothingHelp')}
      </EmptyState>
    )
  if (items.length === 0) return null
  return (
    <Section title={t('people.about.title')} id="about">
      <DescriptionList items={items} />
    </Section>
  )
}

function ReachPerson({ person }: { person: Exclude<PersonReply, { sight: 'member' }> }) {
  const t = useText()
  const { locale } = useView()
  const address = [
    person.addressLines,
    [person.postalCode, person.city].filter(Boolean).join(' '),
    person.region,
    person.country && countryName(person.country, locale),
  ].filter(Boolean)
  // One may tell the same number again, written in another way.
  const phones = [person.signInPhone, person.phone]
    .filter((phone) => phone !== null)
    .filter((phone, index, all) => all.findIndex((each) => dialled(each) === dialled(phone)) === index)
  const items: Description[] = [
    {
      label: t('people.email'),
      value: person.email === null ? '–' : <a href={`mailto:${person.email}`}>{person.email}</a>,
    },
    {
      label: t('people.contact.phone'),
      value: phones.length === 0 ? '–' : phones.map(PhoneLink),
    },
    { label: t('people.contact.address'), value: address.length === 0 ? '–' : address.join(', ') },
    ...(person.position
      ? [
          {
            label: t('people.contact.position'),
            value: `${person.position.latitude}, ${person.position.longitude}`,
          },
        ]
      : []),
    { label: t('people.region.timeZone'), value: zoneName(person.timeZone) },
    { label: t('people.profile.memberSince'), value: <Time value={person.createdAt} shown="date" /> },
  ]
  return (
    <Section title={t('people.contact.title')} id="contact">
      <DescriptionList items={items} />
    </Section>
  )
}

function PhoneLink(phone: string) {
  return (
    <div key={phone}>
      <a href={`tel:${dialled(phone)}`}>{phone}</a>
    </div>
  )
}

function dialled(phone: string): string {
  return phone.replaceAll(/[^+\d]/g, '')
}
