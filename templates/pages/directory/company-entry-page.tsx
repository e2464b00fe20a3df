import type { ShownCompany } from '../../../src/modules/companies/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import { Area } from '../../components/area.tsx'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Day } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { WorkList } from '../companies/work-list.tsx'
import { Coverage } from '../people/certification-list.tsx'

export interface CompanyEntryModel {
  company: ShownCompany
}

/** What a company shows to whoever reads it. */
export function CompanyEntryPage({ company }: CompanyEntryModel) {
  const t = useText()
  const { legalName, tradeName, email, isVerified, papers, works } = company
  const name = tradeName ?? legalName
  const reach = useReach(company)
  return (
    <PortalLayout
      title={name}
      header={
        <PageHeader
          title={name}
          lead={tradeName ? legalName : undefined}
          badge={isVerified ? <Badge tone="success">{t('companies.verified')}</Badge> : undefined}
          breadcrumbs={[{ label: t('directory.companies.title'), href: '/directory/companies' }]}
          actions={
            email ? (
              <LinkButton href={`mailto:${email}`} variant="primary" icon="mail">
                {t('directory.write')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <DescriptionList items={useAbout(company)} />
      {reach.length > 0 && (
        <Section title={t('directory.companies.reach')} id="reach">
          <DescriptionList items={reach} />
        </Section>
      )}
      {papers.length > 0 && (
        <Section title={t('companies.papers')} id="papers">
          <ul class="plain-list">
            {papers.map((paper) => (
              <li key={[paper.kind, paper.title, paper.expiresOn].join(' ')}>
                {[paper.title, paper.issuer, paper.jurisdiction].filter(Boolean).join(', ')}{' '}
                <Coverage {...paper} />
                {paper.expiresOn && (
                  <>
                    {' '}
                    ({t('directory.until')} <Day value={paper.expiresOn} />)
                  </>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {works.length > 0 && (
        <Section title={t('companies.works.title')} id="works">
          <WorkList works={works} />
        </Section>
      )}
    </PortalLayout>
  )
}

function useAbout(company: ShownCompany): Description[] {
  const t = useText()
  const { locale } = useView()
  const { website, about, foundedIn, skills, units, serviceRadius, serviceArea } = company
  const where = [company.city, company.region, countryName(company.country, locale)].filter(Boolean)
  const items: Description[] = [{ label: t('companies.place'), value: where.join(', ') }]
  if (about) items.push({ label: t('companies.about'), value: <p class="prose">{about}</p> })
  if (skills.length > 0) items.push({ label: t('companies.service.skills'), value: skills.join(' · ') })
  if (foundedIn !== null) items.push({ label: t('companies.foundedIn'), value: String(foundedIn) })
  if (units.length > 0)
    items.push({ label: t('companies.service.units'), value: units.map(({ name }) => name).join(', ') })
  if (serviceRadius !== null)
    items.push({
      label: t('companies.service.radius'),
      value: t('companies.service.within', { kilometres: serviceRadius }),
    })
  if (serviceArea)
    items.push({
      label: t('companies.area.title'),
      value: <Area area={serviceArea} centre={company.position} country={company.country} />,
    })
  if (website)
    items.push({
      label: t('companies.website'),
      value: (
        <a href={website} rel="nofollow noopener ugc">
          {website}
        </a>
      ),
    })
  return items
}

function useReach({ email, phone, address }: ShownCompany): Description[] {
  const t = useText()
  const items: Description[] = []
  if (email) items.push({ label: t('companies.email'), value: <a href={`mailto:${email}`}>{email}</a> })
  if (phone)
    items.push({
      label: t('companies.phone'),
      value: <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>,
    })
  if (address) items.push({ label: t('companies.addressLines'), value: address })
  return items
}
