import type { Module } from '../../platform/declare/module.ts'
import { cancelTask } from './commands/cancel-task.ts'
import { endTask } from './commands/end-task.ts'
import { registerTask } from './commands/register-task.ts'
import { retryTask } from './commands/retry-task.ts'
import { endpoints } from './endpoints.ts'
import { taskEnded } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listMyTasks, readTask, readTaskResult } from './queries/task.ts'
import { personalData } from './slots/personal-data.ts'
import { taskKeeping } from './slots/task-keeping.ts'

export const tasks: Module = {
  name: 'tasks',
  operations: [registerTask, endTask, listMyTasks, readTask, readTaskResult, cancelTask, retryTask],
  pages,
  endpoints,
  permissions,
  facts: [taskEnded],
  personalData,
  taskKeeping,
}
