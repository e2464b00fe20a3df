import type { PositionReply } from '../../../src/modules/positions/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface PositionsModel {
  items: PositionReply[]
}

export function PositionsPage({ items }: PositionsModel) {
  const t = useText()
  const { locale } = useView()
  const title = t('positions.declared.title')
  const add = (
    <LinkButton href="/settings/positions/new" variant="primary" icon="plus">
      {t('positions.declared.add')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={title}
      width="full"
      header={
        <PageHeader
          title={title}
          lead={t('positions.declared.lead')}
          actions={items.length > 0 ? add : undefined}
        />
      }
    >
      {items.length === 0 ? (
        <EmptyState title={t('positions.declared.none')} icon="people" action={add}>
          {t('positions.declared.noneHelp')}
        </EmptyState>
      ) : (
        <Table
          caption={title}
          rows={items}
          rowKey={({ id }) => id}
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
                termMonths === null
                  ? t('positions.noUsualEnd')
                  : t('positions.months', { count: termMonths }),
            },
            {
              label: t('positions.state'),
              quiet: true,
              cell: ({ archivedAt }) =>
                archivedAt ? <Badge>{t('positions.declared.isArchived')}</Badge> : null,
            },
          ]}
        />
      )}
    </PortalLayout>
  )
}
