import type { DeadJobs } from '../../../src/modules/tasks/contract.ts'
import { ActionForm } from '../../components/button.tsx'
import { Code } from '../../components/code.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function DeadJobsPage({ items, idempotencyKey }: DeadJobs & { idempotencyKey: string }) {
  const t = useText()
  return (
    <PortalLayout
      title={t('tasks.dead.title')}
      header={
        <PageHeader
          title={t('tasks.dead.title')}
          lead={t('tasks.dead.lead')}
          actions={
            items.length > 0 ? (
              <ActionForm action="/dead-jobs" idempotencyKey={idempotencyKey} variant="primary">
                {t('tasks.dead.redriveAll')}
              </ActionForm>
            ) : undefined
          }
        />
      }
    >
      <Table
        caption={t('tasks.dead.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          { label: t('tasks.dead.job'), heading: true, cell: ({ job }) => <Code>{job}</Code> },
          {
            label: t('tasks.dead.about'),
            cell: ({ payload }) => (
              <>
                {Object.entries(payload).map(([field, id]) => (
                  <Code key={field}>{`${field}: ${String(id)}`}</Code>
                ))}
              </>
            ),
          },
          { label: t('tasks.dead.tries'), numeric: true, cell: ({ tries }) => tries },
          { label: t('tasks.dead.failedAt'), cell: ({ failedAt }) => <Time value={failedAt} /> },
          {
            label: t('tasks.dead.action'),
            quiet: true,
            narrow: true,
            cell: ({ id, job }) => (
              <ActionForm
                action="/dead-jobs"
                fields={{ ids: id }}
                idempotencyKey={`${idempotencyKey.slice(0, 27)}-${id.slice(-12)}`}
                label={t('tasks.dead.redriveLabel', { job })}
              >
                {t('tasks.dead.redrive')}
              </ActionForm>
            ),
          },
        ]}
        empty={
          <EmptyState title={t('tasks.dead.none')} icon="work">
            {t('tasks.dead.noneHelp')}
          </EmptyState>
        }
      />
    </PortalLayout>
  )
}
