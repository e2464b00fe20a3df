export { taskEnded } from './facts.ts'
export { startTask } from './start-task.ts'
