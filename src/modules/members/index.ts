export { importPerson } from './commands/import-person.ts'
export { columnOf, toldBy } from './import/columns.ts'
export { readWaiting } from './import/file.ts'
export { personImport } from './task-kinds.ts'
