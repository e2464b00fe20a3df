import type { Exports, TenancyReply } from '../../../src/modules/tenants/contract.ts'
import { formatTime } from '../../../src/platform/presentation/dates.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
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

export interface StateModel {
  tenancy: TenancyReply
  /** What the reader asked for; null where they may not. */
  exports: Exports['items'] | null
  /** Whether the reader may close it. */
  mayClose: boolean
  idempotencyKey: string
}

/** The own association as a whole: whether it is open, and why not. */
export function StatePage({ tenancy, exports, mayClose, idempotencyKey }: StateModel) {
  const t = useText()
  const view = useView()
  return (
    <PortalLayout
      title={t('tenants.own.title')}
      header={<PageHeader title={t('tenants.own.title')} lead={t('tenants.own.lead')} />}
    >
      <Facts
        items={[
          { label: t('tenants.state'), value: <TenantBadge state={tenancy.state} /> },
          { label: t('tenants.name'), value: tenancy.name },
          ...(tenancy.slug === null
            ? []
            : [{ label: t('tenants.slug'), value: <span {...verbatim}>{tenancy.slug}</span> }]),
        ]}
      />
      {tenancy.suspendedAt && (
        <Notice kind="warning" title={t('tenants.suspend.since')}>
          <p>
            <Time value={tenancy.suspendedAt} />
            {tenancy.suspendedBy && <> · {tenancy.suspendedBy}</>}
          </p>
          <p>{tenancy.suspensionReason}</p>
          <p>{t('tenants.own.suspended')}</p>
        </Notice>
      )}
      <ClosingNotice tenancy={tenancy} />
      {exports && (
        <Section title={t('tenants.export.title')} id="export" description={t('tenants.export.lead')}>
          <p>{t('tenants.export.not')}</p>
          <ActionForm action="/association/export" idempotencyKey={idempotencyKey} icon="download">
            {t('tenants.export.button')}
          </ActionForm>
          {exports.length > 0 && (
            <Table
              caption={t('tenants.export.title')}
              rows={exports}
              rowKey={({ taskId }) => taskId}
              columns={[
                {
                  label: t('tenants.export.asked'),
                  heading: true,
                  cell: ({ createdAt }) => <Time value={createdAt} />,
                },
                { label: t('tenants.export.state'), cell: ({ state }) => t(`tasks.states.${state}`) },
                {
                  label: t('tenants.export.file'),
                  cell: ({ href, createdAt }) =>
                    href && (
                      <a
                        href={href}
                        aria-label={t('tenants.export.fetchOf', { when: formatTime(createdAt, view) })}
                      >
                        {t('tenants.export.fetch')}
                      </a>
                    ),
                },
              ]}
            />
          )}
        </Section>
      )}
      {mayClose && (
        <Section
          title={t('tenants.closing.section')}
          id="close"
          description={tenancy.closingDueAt ? undefined : t('tenants.closing.lead')}
        >
          {tenancy.closingDueAt === null ? (
            <LinkButton href="/association/close" variant="danger">
              {t('tenants.closing.button')}
            </LinkButton>
          ) : tenancy.closingReason === null ? (
            <ActionForm action="/association/keep" idempotencyKey={idempotencyKey}>
              {t('tenants.closing.keep')}
            </ActionForm>
          ) : (
            <p>{t('tenants.error.closedByPlatform')}</p>
          )}
        </Section>
      )}
    </PortalLayout>
  )
}
