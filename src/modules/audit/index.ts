export { makeMonths } from './commands/make-months.ts'
export { entryList } from './queries/entries.ts'
export { entriesExport } from './task-kinds.ts'
