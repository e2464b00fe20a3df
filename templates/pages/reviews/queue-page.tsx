import type { Queue } from '../../../src/modules/reviews/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { QueueTable } from './queue-table.tsx'

export interface QueueModel extends Queue {
  isFirstPage: boolean
}

/** What waits to be reviewed, of all projects. */
export function QueuePage({ items, nextCursor, isFirstPage }: QueueModel) {
  const t = useText()
  const title = t('reviews.queue.title')
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('reviews.mine.title'), href: '/profile/reviews' }]}
        />
      }
    >
      {items.length === 0 ? (
        <EmptyState title={t('reviews.queue.none')} icon="tasks">
          {t('reviews.queue.noneHelp')}
        </EmptyState>
      ) : (
        <QueueTable items={items} withProject />
      )}
      <Pagination
        previous={isFirstPage ? null : '/review-queue'}
        next={nextCursor ? `/review-queue?${new URLSearchParams({ cursor: nextCursor })}` : null}
      />
    </PortalLayout>
  )
}
