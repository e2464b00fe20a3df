export { enrolMe } from './commands/enrol-me.ts'
export { courseCompleted } from './facts.ts'
