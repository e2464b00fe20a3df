import type { MyCompanies } from '../../../src/modules/companies/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { TablePage } from '../../components/list/table-page.tsx'
import { useText } from '../../view-context.tsx'

export interface MyCompaniesModel extends MyCompanies {
  tones: { active: 'success'; suspended: 'danger' }
}

export function MyCompaniesPage({ items, tones }: MyCompaniesModel) {
  const t = useText()
  return (
    <TablePage
      title={t('companies.mine.title')}
      lead={t('companies.mine.lead')}
      add={{ href: '/my-companies/new', label: t('companies.mine.add') }}
      none={{ title: t('companies.mine.none'), help: t('companies.mine.noneHelp'), icon: 'work' }}
      rows={items}
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
  )
}
