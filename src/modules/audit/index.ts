export { makeMonths } from './commands/make-months.ts'
