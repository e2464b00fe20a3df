import type { UnitReply } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FieldRow, Form, TextField } from '../../components/form.tsx'
import { Pagination } from '../../components/pagination.tsx'
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
      <Form action="/units" method="get">
        <FieldRow>
          <TextField name="search" type="search" label={t('units.all.search')} value={search} optional />
          <Button type="submit" variant="secondary">
            {t('units.all.searchButton')}
          </Button>
        </FieldRow>
      </Form>
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
          <EmptyState title={t('units.all.none')} icon="units">
            {search ? t('units.all.noneFound', { search }) : t('units.all.noneHelp')}
          </EmptyState>
        }
      />
      <Pagination
        previous={isFirstPage ? null : address(null)}
        next={nextCursor ? address(nextCursor) : null}
      />
    </PortalLayout>
  )
}
