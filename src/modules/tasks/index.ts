export { giveUpAbandonedTasks } from './commands/give-up-abandoned-tasks.ts'
export { taskEnded } from './facts.ts'
export { startTask } from './start-task.ts'
export { rowActs } from './task-kinds.ts'
