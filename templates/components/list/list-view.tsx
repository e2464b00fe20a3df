import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { LinkButton } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { Notice } from '../flash.tsx'
import { Pagination } from '../pagination.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListFilters } from './list-filters.tsx'
import { ListTable } from './list-table.tsx'
import { ViewActions, ViewTabs } from './view-tabs.tsx'

/** A declared list: views, filters, what was asked, the rows, and what can be done with them. */
export function ListView({ list }: { list: ListModel }) {
  const t = useText()
  const isFiltered = list.chips.length > 0
  return (
    <div class="list">
      {list.views && <ViewTabs views={list.views} />}
      {list.ignored.length > 0 && (
        <Notice kind="info">{t('layout.list.ignored', { names: list.ignored.join(', ') })}</Notice>
      )}
      <ListFilters list={list} />
      <FilterChips chips={list.chips} clearHref={list.clearHref} />
      <div class="list-summary">
        <p role="status">
          {t('layout.list.total', { count: list.total.count, more: list.total.isMore ? 'yes' : 'no' })}
        </p>
        <div class="button-group">
          {list.views && <ViewActions views={list.views} path={list.path} />}
          {list.exportHref && list.rows.length > 0 && (
            <LinkButton href={list.exportHref} variant="quiet" icon="download" download={list.exportsAtOnce}>
              {t('layout.list.export')}
            </LinkButton>
          )}
        </div>
      </div>
      {list.rows.length > 0 ? (
        <ListTable list={list} />
      ) : (
        <EmptyState
          title={list.empty.title}
          icon={list.icon}
          action={
            isFiltered ? <LinkButton href={list.clearHref}>{t('layout.list.clear')}</LinkButton> : undefined
          }
        >
          {list.empty.help}
        </EmptyState>
      )}
      <Pagination
        previous={list.firstHref}
        next={list.nextHref}
        previousLabel={t('layout.pagination.first')}
      />
    </div>
  )
}
