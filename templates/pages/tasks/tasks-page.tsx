import type { TaskReply } from '../../../src/modules/tasks/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { TaskBadge } from './task-badge.tsx'

export interface TasksModel {
  items: TaskReply[]
  nextCursor: string | null
  isFirstPage: boolean
}

export function TasksPage({ items, nextCursor, isFirstPage }: TasksModel) {
  const t = useText()
  return (
    <PortalLayout title={t('tasks.title')}>
      <Table
        caption={t('tasks.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('tasks.name'),
            heading: true,
            cell: (task) => <a href={`/tasks/${task.id}`}>{t(task.title, task.titleValues)}</a>,
          },
          { label: t('tasks.state'), cell: (task) => <TaskBadge task={task} /> },
          {
            label: t('tasks.progress'),
            cell: (task) => <HowFar task={task} />,
          },
          { label: t('tasks.started'), cell: ({ createdAt }) => <Time value={createdAt} /> },
        ]}
        empty={
          <EmptyState title={t('tasks.none')} icon="work">
            {t('tasks.noneHelp')}
          </EmptyState>
        }
      />
      <Pagination
        previous={isFirstPage ? null : '/tasks'}
        next={nextCursor ? `/tasks?${new URLSearchParams({ cursor: nextCursor })}` : null}
        previousLabel={t('layout.pagination.first')}
      />
    </PortalLayout>
  )
}

/** Where nobody knows how many steps there are, a finished task has nothing more to say here. */
function HowFar({ task: { state, done, total } }: { task: TaskReply }) {
  const t = useText()
  if (total !== null) return <>{t('layout.progress', { value: done, max: total })}</>
  if (state === 'done') return null
  if (done > 0) return <>{t('tasks.doneSoFar', { done })}</>
  return <>{state === 'running' && t('tasks.phases.running')}</>
}
