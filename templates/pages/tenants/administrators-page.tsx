import type { PlatformAdministrators } from '../../../src/modules/tenants/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

/** Read only: who runs the installation, the operator of the machine decides. */
export function AdministratorsPage({ items }: PlatformAdministrators) {
  const t = useText()
  return (
    <PortalLayout
      title={t('tenants.administrators.title')}
      header={
        <PageHeader title={t('tenants.administrators.title')} lead={t('tenants.administrators.lead')} />
      }
    >
      <Table
        caption={t('tenants.administrators.title')}
        rows={items}
        rowKey={({ accountId }) => accountId}
        columns={[
          {
            label: t('tenants.administrators.address'),
            heading: true,
            cell: ({ address }) => <span {...verbatim}>{address}</span>,
          },
          {
            label: t('tenants.administrators.since'),
            cell: ({ addedAt }) => <Time value={addedAt} shown="date" />,
          },
          {
            label: t('tenants.administrators.secondFactor'),
            cell: ({ hasSecondFactor }) =>
              hasSecondFactor ? (
                <Badge tone="success">{t('tenants.administrators.has')}</Badge>
              ) : (
                <Badge tone="warning">{t('tenants.administrators.hasNot')}</Badge>
              ),
          },
        ]}
      />
    </PortalLayout>
  )
}
