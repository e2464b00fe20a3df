import type { TaskReply } from '../../../src/modules/tasks/contract.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { TaskBadge } from './task-badge.tsx'

export interface TaskModel {
  task: TaskReply
  standsStill: boolean
  idempotencyKey: string
}

const refreshSeconds = 5
/** Where a script does it, nothing flickers. */
const freshSeconds = 1

export function TaskPage({ task, standsStill, idempotencyKey }: TaskModel) {
  const t = useText()
  const title = t(task.title, task.titleValues)
  const changes = task.endedAt === null
  return (
    <PortalLayout
      title={
        changes
          ? title
          : t('tasks.endedTitle', {
              title,
              state: t(`tasks.states.${task.cameToNothing ? 'nothing' : task.state}`),
            })
      }
      refreshSeconds={changes && !standsStill ? refreshSeconds : undefined}
      header={false}
    >
      <div id="task" data-fresh={changes && !standsStill ? freshSeconds : undefined}>
        <PageHeader
          title={title}
          badge={
            <span role="status">
              <TaskBadge task={task} />
            </span>
          }
          breadcrumbs={[{ label: t('tasks.title'), href: '/tasks' }]}
        />
        <Facts
          items={[
            { label: t('tasks.started'), value: <Time value={task.createdAt} /> },
            task.endedAt
              ? { label: t('tasks.ended'), value: <Time value={task.endedAt} /> }
              : { label: t('tasks.now'), value: t(task.phase ?? `tasks.phases.${task.state}`) },
          ]}
        />
        <HowFar task={task} />
        <Outcome task={task} />
        <ButtonGroup>
          {task.result && (
            <LinkButton variant="primary" href={`/api/v1/tasks/${task.id}/result`} download>
              {t('tasks.download', { fileName: task.result.fileName })}
            </LinkButton>
          )}
          {task.page && (
            <LinkButton variant="secondary" href={task.page.href}>
              {t(task.page.label)}
            </LinkButton>
          )}
          {task.abilities.retry && (
            <ActionForm
              action={`/tasks/${task.id}/retry`}
              idempotencyKey={idempotencyKey}
              variant="primary"
              label={t('tasks.retry.label', { title })}
            >
              {t('tasks.retry.button')}
            </ActionForm>
          )}
          {task.abilities.cancel && (
            <ActionForm
              action={`/tasks/${task.id}/cancel`}
              idempotencyKey={idempotencyKey}
              label={t('tasks.cancel.label', { title })}
            >
              {t('tasks.cancel.button')}
            </ActionForm>
          )}
        </ButtonGroup>
      </div>
      {changes && (
        <noscript>
          <p class="hint">
            {standsStill ? t('tasks.still') : t('tasks.refreshes', { seconds: refreshSeconds })}{' '}
            <a href={standsStill ? `/tasks/${task.id}` : `/tasks/${task.id}?still=yes`}>
              {standsStill ? t('tasks.follow') : t('tasks.keepStill')}
            </a>
          </p>
        </noscript>
      )}
    </PortalLayout>
  )
}

function HowFar({ task: { done, total, endedAt, state } }: { task: TaskReply }) {
  const t = useText()
  if (state === 'done' && total === null) return null
  if (total !== null) return <Progress label={t('tasks.progress')} value={done} max={total} />
  // Before its first step the phase says all there is to say.
  return endedAt === null && done > 0 ? <p>{t('tasks.doneSoFar', { done })}</p> : null
}

/** What came of it, or what it means for whoever waits. */
function Outcome({ task }: { task: TaskReply }) {
  const t = useText()
  if (task.problem)
    return (
      <Notice kind="error">
        {t(messageKeyOf(task.problem.code), task.problem.values)} {t('tasks.retry.help')}
      </Notice>
    )
  const came = task.summary && t(task.summary.message, task.summary.values)
  if (task.state === 'done')
    return (
      <Notice kind={task.cameToNothing ? 'warning' : 'success'}>{came ?? t('tasks.outcome.done')}</Notice>
    )
  if (task.state === 'cancelled')
    return (
      <Notice kind="info">
        {t('tasks.outcome.cancelled')} {came}
      </Notice>
    )
  if (task.isCancelling) return <Notice kind="info">{t('tasks.outcome.cancelling')}</Notice>
  return <p>{t('tasks.leave')}</p>
}

/** The words of an error stand under its code with `error` before the last part. */
function messageKeyOf(code: string): string {
  const dot = code.indexOf('.')
  return `${code.slice(0, dot)}.error.${code.slice(dot + 1)}`
}
