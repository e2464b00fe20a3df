import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Area } from '../../components/area.tsx'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  CheckboxGroup,
  Form,
  FormActions,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Coverage } from '../people/certification-list.tsx'
import { WorkList } from './work-list.tsx'

export interface CompanyModel {
  company: CompanyReply
  tones: { active: 'success'; suspended: 'danger' }
  form: FormState
}

type Told = Pick<CompanyModel, 'company' | 'form'>

export function CompanyPage({ company, tones, form }: CompanyModel) {
  const t = useText()
  const { locale } = useView()
  const { id, legalName, status, isVerified, more, abilities } = company
  const address = `/companies/${id}`
  return (
    <PortalLayout
      title={legalName}
      width="full"
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={legalName}
          badge={<Badge tone={tones[status]}>{t(`companies.statuses.${status}`)}</Badge>}
          breadcrumbs={[{ label: t('companies.mine.title'), href: '/my-companies' }]}
          actions={
            abilities.manage ? (
              <LinkButton href={`${address}/edit`} variant="primary">
                {t('companies.edit')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      {more && !more.isLookedAfter && (
        <Notice kind="warning">{t(abilities.ask ? 'companies.leftToYou' : 'companies.left')}</Notice>
      )}
      {more?.suspendedReason && <Notice kind="warning">{more.suspendedReason}</Notice>}
      {company.askedFor.length > 0 && (
        <Section title={t('companies.agency.waitsForYou')} id="asked">
          <p>
            {t('companies.agency.askedFor', {
              powers: company.askedFor.map((power) => t(`companies.powerNames.${power}`)).join(', '),
            })}
          </p>
          <ButtonGroup>
            <ActionForm action={`${address}/agree`} idempotencyKey={keyFor(form, 'agree')} variant="primary">
              {t('companies.agency.agree')}
            </ActionForm>
            <ActionForm action={`${address}/decline`} idempotencyKey={keyFor(form, 'decline')}>
              {t('companies.agency.decline')}
            </ActionForm>
          </ButtonGroup>
        </Section>
      )}
      <DescriptionList
        items={[
          ...said(t('companies.tradeName'), company.tradeName),
          ...said(t('companies.country'), countryName(company.country, locale)),
          ...said(t('companies.registrationNumber'), more?.registrationNumber),
          ...said(t('companies.taxNumber'), more?.taxNumber),
          ...said(t('companies.foundedIn'), company.foundedIn === null ? null : String(company.foundedIn)),
          ...said(t('companies.website'), company.website),
          ...said(t('companies.email'), more?.email),
          ...said(t('companies.phone'), more?.phone),
          ...said(
            t('companies.place'),
            [more?.addressLines, more?.postalCode, company.city, company.region].filter(Boolean).join(', '),
          ),
          {
            label: t('companies.verified'),
            value: t(isVerified ? 'companies.isVerified' : 'companies.notVerified'),
          },
          ...said(t('companies.about'), company.about),
        ]}
      />
      <Service company={company} />
      <Works company={company} />
      {more && <Papers company={company} form={form} />}
      {more && <People company={company} form={form} />}
      <Decisions company={company} form={form} />
    </PortalLayout>
  )
}

function Service({ company }: { company: CompanyReply }) {
  const t = useText()
  const { id, skills, position, serviceRadius, units, abilities } = company
  const items = [
    ...said(t('companies.service.skills'), skills.join(' · ')),
    ...said(t('companies.service.position'), position && `${position.latitude}, ${position.longitude}`),
    ...said(
      t('companies.service.radius'),
      serviceRadius === null ? null : t('companies.service.within', { kilometres: serviceRadius }),
    ),
    ...(company.serviceArea
      ? [
          {
            label: t('companies.area.title'),
            value: <Area area={company.serviceArea} centre={position} country={company.country} />,
          },
        ]
      : []),
    ...said(t('companies.service.units'), units.map(({ name }) => name).join(', ')),
  ]
  if (items.length === 0 && !abilities.manage) return null
  return (
    <Section
      title={t('companies.service.title')}
      id="service"
      action={
        abilities.manage ? (
          <ButtonGroup>
            <LinkButton href={`/companies/${id}/service-area`} variant="quiet">
              {t('companies.area.title')}
            </LinkButton>
            <LinkButton
              href={`/companies/${id}/service`}
              icon="edit"
              label={t('companies.service.changeLabel')}
            >
              {t('companies.edit')}
            </LinkButton>
          </ButtonGroup>
        ) : undefined
      }
    >
      {items.length > 0 ? <DescriptionList items={items} /> : <p>{t('companies.service.none')}</p>}
    </Section>
  )
}

function Works({ company }: { company: CompanyReply }) {
  const t = useText()
  const { id, works, abilities } = company
  if (works.length === 0 && !abilities.manage) return null
  return (
    <Section
      title={t('companies.works.title')}
      id="works"
      action={
        abilities.manage ? (
          <LinkButton href={`/companies/${id}/works/new`} icon="plus">
            {t('companies.works.add')}
          </LinkButton>
        ) : undefined
      }
    >
      {works.length > 0 ? (
        <WorkList works={works} own={abilities.manage} />
      ) : (
        <p>{t('companies.works.noneYet')}</p>
      )}
    </Section>
  )
}

function Papers({ company, form }: Told) {
  const t = useText()
  const address = `/companies/${company.id}/papers`
  return (
    <Section
      title={t('companies.papers')}
      id="papers"
      action={
        company.abilities.manage ? (
          <LinkButton href={`${address}/new`} icon="plus">
            {t('companies.paper.add')}
          </LinkButton>
        ) : undefined
      }
    >
      <Table
        caption={t('companies.papers')}
        rows={company.more?.papers ?? []}
        rowKey={({ id }) => id}
        empty={<p>{t('companies.paper.none')}</p>}
        columns={[
          {
            label: t('companies.paper.title'),
            heading: true,
            cell: ({ id, title }) => <a href={`${address}/${id}`}>{title}</a>,
          },
          {
            label: t('people.certifications.kind'),
            cell: ({ kind }) => t(`people.certifications.kinds.${kind}`),
          },
          {
            label: t('companies.paper.number'),
            cell: ({ issuer, number, jurisdiction }) =>
              [issuer, number, jurisdiction].filter(Boolean).join(', ') || '–',
          },
          {
            label: t('companies.paper.amount'),
            numeric: true,
            cell: (paper) => (paper.amount === null ? '–' : <Coverage {...paper} />),
          },
          {
            label: t('companies.paper.expiresOn'),
            cell: ({ expiresOn, isExpired }) =>
              expiresOn ? (
                <>
                  <Time value={expiresOn} shown="day" />{' '}
                  {isExpired && <Badge tone="danger">{t('companies.paper.expired')}</Badge>}
                </>
              ) : (
                '–'
              ),
          },
          ...(company.abilities.manage
            ? [
                {
                  label: t('companies.paper.remove'),
                  quiet: true,
                  cell: ({ id, title }: { id: string; title: string }) => (
                    <ActionForm
                      action={`${address}/${id}/remove`}
                      idempotencyKey={keyFor(form, id)}
                      variant="quiet"
                      label={t('companies.paper.removeOf', { title })}
                    >
                      {t('companies.paper.remove')}
                    </ActionForm>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

type Agency = NonNullable<CompanyReply['more']>['agencies'][number]

function People({ company, form }: Told) {
  const t = useText()
  const address = `/companies/${company.id}`
  return (
    <Section title={t('companies.agency.title')} id="people" description={t('companies.agency.lead')}>
      <Table
        caption={t('companies.agency.title')}
        rows={company.more?.agencies ?? []}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('companies.agency.person'),
            heading: true,
            cell: ({ person, address }) => person?.name ?? address,
          },
          {
            label: t('companies.powers'),
            cell: ({ powers }) => powers.map((power) => t(`companies.powerNames.${power}`)).join(', '),
          },
          {
            label: t('companies.status'),
            cell: ({ confirmedAt }) =>
              confirmedAt ? <Time value={confirmedAt} shown="date" /> : t('companies.agency.waits'),
          },
          ...(company.abilities.manage
            ? [
                {
                  label: t('companies.agency.end'),
                  quiet: true,
                  cell: ({ id, person, address: asked }: Agency) => (
                    <ActionForm
                      action={`${address}/agencies/${id}/end`}
                      idempotencyKey={keyFor(form, id)}
                      variant="quiet"
                      label={t('companies.agency.endOf', { person: person?.name ?? asked ?? '' })}
                    >
                      {t('companies.agency.end')}
                    </ActionForm>
                  ),
                },
              ]
            : []),
        ]}
      />
      {company.abilities.ask && (
        <Form action={address} state={form} id="ask">
          <TextField
            name="address"
            label={t('companies.agency.address')}
            help={t('companies.agency.addressHelp')}
            maxlength={254}
          />
          <CheckboxGroup
            name="powers"
            label={t('companies.powers')}
            help={t('companies.powersHelp')}
            options={(['represent', 'apply', 'manage', 'view'] as const).map((value) => ({
              value,
              label: t(`companies.powerNames.${value}`),
            }))}
          />
          <FormActions>
            <SubmitButton variant="secondary">{t('companies.agency.ask')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </Section>
  )
}

function Decisions({ company, form }: Told) {
  const t = useText()
  const address = `/companies/${company.id}`
  if (!company.abilities.suspend) return null
  return (
    <Section title={t('companies.decide.title')} id="decide" description={t('companies.decide.help')}>
      {company.abilities.verify && (
        <FormActions>
          <ActionForm action={`${address}/verify`} idempotencyKey={keyFor(form, 'verify')} variant="primary">
            {t('companies.decide.verify')}
          </ActionForm>
        </FormActions>
      )}
      {company.status === 'active' ? (
        <Form
          action={`${address}/suspend`}
          state={{ ...form, values: {}, issues: [], idempotencyKey: keyFor(form, 'suspend') }}
          id="suspend"
        >
          <TextArea name="reason" label={t('companies.decide.reason')} rows={2} maxlength={1000} />
          <FormActions>
            <SubmitButton variant="danger">{t('companies.decide.suspend')}</SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <ActionForm action={`${address}/reinstate`} idempotencyKey={keyFor(form, 'reinstate')}>
          {t('companies.decide.reinstate')}
        </ActionForm>
      )}
    </Section>
  )
}

function said(label: string, value: string | null | undefined) {
  return value ? [{ label, value }] : []
}
