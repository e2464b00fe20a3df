import type { Module } from '../../platform/declare/module.ts'
import { cancelTask } from './commands/cancel-task.ts'
import { endTask } from './commands/end-task.ts'
import { giveUpAbandonedTasks } from './commands/give-up-abandoned-tasks.ts'
import { purgeTasks } from './commands/purge-tasks.ts'
import { redriveDeadJobs } from './commands/redrive-dead-jobs.ts'
import { registerTask } from './commands/register-task.ts'
import { retryTask } from './commands/retry-task.ts'
import { endpoints } from './endpoints.ts'
import { taskEnded } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listDeadJobs } from './queries/dead-jobs.ts'
import { listMyTasks, readTask, readTaskResult } from './queries/task.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { taskKeeping } from './slots/task-keeping.ts'
import { underWay } from './task.ts'
import { rowActs } from './task-kinds.ts'

export const tasks: Module = {
  name: 'tasks',
  operations: [
    registerTask,
    endTask,
    listMyTasks,
    readTask,
    readTaskResult,
    cancelTask,
    retryTask,
    giveUpAbandonedTasks,
    purgeTasks,
    listDeadJobs,
    redriveDeadJobs,
  ],
  pages,
  endpoints,
  permissions,
  facts: [taskEnded],
  constraintErrors: { tasks_alone_key: underWay },
  taskKinds: [rowActs],
  personalData,
  purges,
  taskKeeping,
  tenantData: { goes: ['tasks'] },
}
