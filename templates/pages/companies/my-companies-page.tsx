import type { MyCompanies } from '../../../src/modules/companies/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface MyCompaniesModel extends MyCompanies {
  tones: { active: 'success'; suspended: 'danger' }
}

export function MyCompaniesPage({ items, tones }: MyCompaniesModel) {
  const t = useText()
  const title = t('companies.mine.title')
  const add = (
    <LinkButton href="/my-companies/new" variant="primary" icon="plus">
      {t('companies.mine.add')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={title}
      width="full"
      header={
        <PageHeader
          title={title}
          lead={t('companies.mine.lead')}
          actions={items.length > 0 ? add : undefined}
        />
      }
    >
      {items.length === 0 ? (
        <EmptyState title={t('companies.mine.none')} icon="work" action={add}>
          {t('companies.mine.noneHelp')}
        </EmptyState>
      ) : (
        <Table
          caption={title}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            {
              label: t('companies.legalName'),
              heading: true,
              cell: ({ id, legalName }) => <a href={`/companies/${id}`}>{legalName}</a>,
            },
            {
              label: t('companies.powers'),
              cell: ({ powers, isConfirmed }) =>
                isConfirmed
                  ? powers.map((power) => t(`companies.powerNames.${power}`)).join(', ')
                  : t('companies.agency.waitsForYou'),
            },
            {
              label: t('companies.status'),
              cell: ({ status }) => <Badge tone={tones[status]}>{t(`companies.statuses.${status}`)}</Badge>,
            },
          ]}
        />
      )}
    </PortalLayout>
  )
}
