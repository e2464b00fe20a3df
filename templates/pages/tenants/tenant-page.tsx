import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import { formatTime } from '../../../src/platform/presentation/dates.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { ClosingNotice } from './closing-words.tsx'
import { TenantBadge } from './tenant-badge.tsx'

export interface TenantModel {
  tenant: TenantDetail
  idempotencyKey: string
}

/** An association as who runs the installation sees it: its state, and who looked into it. Nothing of its people. */
export function TenantPage({ tenant, idempotencyKey }: TenantModel) {
  const t = useText()
  const view = useView()
  const at = `/platform/tenants/${tenant.id}`
  return (
    <PortalLayout
      title={tenant.name}
      header={
        <PageHeader
          title={tenant.name}
          breadcrumbs={[{ label: t('tenants.all.title'), href: '/platform/tenants' }]}
        />
      }
    >
      <Facts
        items={[
          { label: t('tenants.state'), value: <TenantBadge state={tenant.state} /> },
          { label: t('tenants.slug'), value: <span {...verbatim}>{tenant.slug ?? '–'}</span> },
          {
            label: t('tenants.hosts'),
            value: <span {...verbatim}>{tenant.hosts.join(', ') || '–'}</span>,
          },
          { label: t('tenants.people'), value: t('tenants.counted', { count: tenant.people }) },
          { label: t('tenants.administered'), value: t('tenants.counted', { count: tenant.administrators }) },
        ]}
      />
      {tenant.suspendedAt && (
        <Notice kind="warning" title={t('tenants.suspend.since')}>
          <p>
            <Time value={tenant.suspendedAt} />
            {tenant.suspendedBy && <> · {tenant.suspendedBy}</>}
          </p>
          <p>{tenant.suspensionReason}</p>
        </Notice>
      )}
      <ClosingNotice tenancy={tenant} />
      {tenant.state !== 'closed' && (
        <Section title={t('tenants.acts.title')} id="acts">
          <ButtonGroup>
            <LinkButton href={`${at}/visit`} icon="eye">
              {t('tenants.visit.button')}
            </LinkButton>
            <LinkButton href={`${at}/export`} icon="download">
              {t('tenants.exports.button')}
            </LinkButton>
            {tenant.suspendedAt ? (
              <ActionForm action={`${at}/resume`} idempotencyKey={idempotencyKey}>
                {t('tenants.resume.button')}
              </ActionForm>
            ) : (
              <LinkButton href={`${at}/suspend`} variant="danger">
                {t('tenants.suspend.button')}
              </LinkButton>
            )}
            {tenant.closingDueAt ? (
              <ActionForm action={`${at}/keep`} idempotencyKey={idempotencyKey}>
                {t('tenants.closing.keep')}
              </ActionForm>
            ) : (
              <LinkButton href={`${at}/close`} variant="danger">
                {t('tenants.closing.button')}
              </LinkButton>
            )}
          </ButtonGroup>
        </Section>
      )}
      {tenant.exports.length > 0 && (
        <Section title={t('tenants.exports.all')} id="exports" description={t('tenants.exports.lead')}>
          <Table
            caption={t('tenants.exports.all')}
            rows={tenant.exports}
            rowKey={({ id }) => id}
            columns={[
              {
                label: t('tenants.export.asked'),
                heading: true,
                cell: ({ askedAt }) => <Time value={askedAt} />,
              },
              { label: t('tenants.visits.by'), cell: ({ by }) => by ?? '–' },
              { label: t('tenants.visits.reason'), cell: ({ reason }) => reason },
              {
                label: t('tenants.export.state'),
                cell: ({ state }) => (state ? t(`tasks.states.${state}`) : '–'),
              },
              {
                label: t('tenants.export.file'),
                cell: ({ href, askedAt }) =>
                  href && (
                    <a
                      href={href}
                      aria-label={t('tenants.export.fetchOf', { when: formatTime(askedAt, view) })}
                    >
                      {t('tenants.export.fetch')}
                    </a>
                  ),
              },
            ]}
          />
        </Section>
      )}
      <Section title={t('tenants.visits.title')} id="visits" description={t('tenants.visits.lead')}>
        <Table
          caption={t('tenants.visits.title')}
          rows={tenant.visits}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('tenants.visits.none')} icon="eye" />}
          columns={[
            {
              label: t('tenants.visits.began'),
              heading: true,
              cell: ({ beganAt }) => <Time value={beganAt} />,
            },
            { label: t('tenants.visits.by'), cell: ({ by }) => by ?? '–' },
            { label: t('tenants.visits.reason'), cell: ({ reason }) => reason },
            {
              label: t('tenants.visits.ended'),
              cell: ({ endedAt, endsAt }) =>
                endedAt ? (
                  <Time value={endedAt} />
                ) : (
                  <>
                    {t('tenants.visits.until')} <Time value={endsAt} />
                  </>
                ),
            },
          ]}
        />
      </Section>
    </PortalLayout>
  )
}
