import type { PositionReply } from '../../../src/modules/positions/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { TablePage } from '../../components/list/table-page.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface PositionsModel {
  items: PositionReply[]
}

export function PositionsPage({ items }: PositionsModel) {
  const t = useText()
  const { locale } = useView()
  return (
    <TablePage
      title={t('positions.declared.title')}
      lead={t('positions.declared.lead')}
      add={{ href: '/settings/positions/new', label: t('positions.declared.add') }}
      none={{ title: t('positions.declared.none'), help: t('positions.declared.noneHelp'), icon: 'people' }}
      rows={items}
      columns={[
        {
          label: t('positions.name'),
          heading: true,
          cell: ({ id, name }) => <a href={`/settings/positions/${id}`}>{textIn(name, locale)}</a>,
        },
        { label: t('positions.level'), numeric: true, cell: ({ level }) => level },
        { label: t('positions.seats'), numeric: true, cell: ({ seats }) => seats },
        { label: t('positions.way'), cell: ({ way }) => t(`positions.ways.${way}`) },
        {
          label: t('positions.termMonths'),
          cell: ({ termMonths }) =>
            termMonths === null ? t('positions.noUsualEnd') : t('positions.months', { count: termMonths }),
        },
        {
          label: t('positions.state'),
          quiet: true,
          cell: ({ archivedAt }) => (archivedAt ? <Badge>{t('positions.declared.isArchived')}</Badge> : null),
        },
      ]}
    />
  )
}
