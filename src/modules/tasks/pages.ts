import { DeadJobsPage } from '../../../templates/pages/tasks/dead-jobs-page.tsx'
import { TaskPage } from '../../../templates/pages/tasks/task-page.tsx'
import { TasksPage } from '../../../templates/pages/tasks/tasks-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { cancelTask } from './commands/cancel-task.ts'
import { redriveDeadJobs } from './commands/redrive-dead-jobs.ts'
import { retryTask } from './commands/retry-task.ts'
import { TaskReference } from './contract.ts'
import { listDeadJobs } from './queries/dead-jobs.ts'
import { listMyTasks, readTask } from './queries/task.ts'

const allTasks = page({
  name: 'tasks.tasksPage',
  path: '/tasks',
  permission: 'person',
  navigation: { group: 'me', label: 'tasks.title', icon: 'work', order: 80, account: true },
  async show({ ask, query }) {
    const list = await ask(listMyTasks, { cursor: query.cursor, limit: 20 })
    return draw(TasksPage, { ...list, isFirstPage: !query.cursor })
  },
})

const oneTask = page({
  name: 'tasks.taskPage',
  path: '/tasks/:taskId',
  permission: 'person',
  async show({ ask, params, query, form }) {
    const reference = TaskReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(TaskPage, {
      task: await ask(readTask, reference.data),
      // Who reads slowly can have the page stand still.
      standsStill: query.still === 'yes',
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const cancel = action({
  name: 'tasks.cancelTaskAction',
  path: '/tasks/:taskId/cancel',
  permission: 'person',
  command: cancelTask,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back: ({ params }) => `/tasks/${params.taskId}`,
})

const retry = action({
  name: 'tasks.retryTaskAction',
  path: '/tasks/:taskId/retry',
  permission: 'person',
  command: retryTask,
  done: ({ taskId }) => go(`/tasks/${taskId}`, success('tasks.retry.done')),
  back: ({ params }) => `/tasks/${params.taskId}`,
})

const deadJobs = page({
  name: 'tasks.deadJobsPage',
  path: '/dead-jobs',
  permission: 'tasks.redrive',
  navigation: { group: 'administration', label: 'tasks.dead.title', icon: 'warning', order: 90 },
  show: async ({ ask, form }) =>
    draw(DeadJobsPage, { ...(await ask(listDeadJobs, {})), idempotencyKey: form().idempotencyKey }),
  submit: {
    command: redriveDeadJobs,
    done: ({ count }) => go('/dead-jobs', success('tasks.dead.done', { count })),
  },
})

export const pages: readonly AnyPage[] = [allTasks, oneTask, cancel, retry, deadJobs]
