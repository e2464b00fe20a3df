import type { UnitReply } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface UnitsModel {
  items: UnitReply[]
  nextCursor: string | null
  search: string
  isFirstPage: boolean
}

export function UnitsPage({ items, nextCursor, search, isFirstPage }: UnitsModel) {
  const t = useText()
  const address = (cursor: string | null) =>
    `/units?${new URLSearchParams({ ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) })}`
  return (
    <PortalLayout title={t('units.all.title')}>
      <SearchForm
        action="/units"
        label={t('units.all.search')}
        button={t('units.all.searchButton')}
        value={search}
      />
      <Table
        caption={t('units.all.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('units.name'),
            heading: true,
            cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
          },
          { label: t('units.kind'), cell: ({ kind }) => t(`units.kinds.${kind}`) },
          {
            label: t('units.state'),
            cell: ({ status }) => (
              <Badge tone={status === 'open' ? 'success' : 'neutral'}>{t(`units.statuses.${status}`)}</Badge>
            ),
          },
        ]}
        empty={
          <EmptyState
            title={search ? t('units.all.noneFound', { search }) : t('units.all.none')}
            icon="units"
            action={search ? <LinkButton href="/units">{t('units.all.showAll')}</LinkButton> : undefined}
          >
            {search ? t('units.all.noneFoundHelp') : t('units.all.noneHelp')}
          </EmptyState>
        }
      />
      <Pagination
        previous={isFirstPage ? null : address(null)}
        next={nextCursor ? address(nextCursor) : null}
        previousLabel={t('layout.pagination.first')}
      />
    </PortalLayout>
  )
}
