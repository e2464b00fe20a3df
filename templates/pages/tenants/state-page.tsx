import type { TenancyReply } from '../../../src/modules/tenants/contract.ts'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { TenantBadge } from './tenant-badge.tsx'

export interface StateModel {
  tenancy: TenancyReply
}

/** The own association as a whole: whether it is open, and why not. */
export function StatePage({ tenancy }: StateModel) {
  const t = useText()
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
    </PortalLayout>
  )
}
