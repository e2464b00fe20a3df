export { importPerson } from './commands/import-person.ts'
export { takeBackRow } from './commands/take-back-row.ts'
export { columnOf, plain, toldBy } from './import/columns.ts'
/** Other rooms read tables of people in the same way: the same limits, signs and refusals. */
export { readWaiting, requireTicket, ticketFor, whoever } from './import/file.ts'
export { isTooWide, judgeRows, repeatingRows } from './import/judge.ts'
export { readTable, type TableRow } from './import/person-table.ts'
export { listUndoRows } from './queries/imports.ts'
export { importUndo, personImport } from './task-kinds.ts'
