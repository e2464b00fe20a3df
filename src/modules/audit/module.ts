import type { Module } from '../../platform/declare/module.ts'
import { makeMonths } from './commands/make-months.ts'
import { requestExport } from './commands/request-export.ts'
import { revealPersonalValues } from './commands/reveal-personal-values.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { entryList } from './queries/entries.ts'
import { listCheckpoints, readEntry, readRevealed } from './queries/entry.ts'
import { entriesExport } from './task-kinds.ts'

export const audit: Module = {
  name: 'audit',
  operations: [
    entryList.query,
    listCheckpoints,
    readEntry,
    readRevealed,
    revealPersonalValues,
    requestExport,
    makeMonths,
  ],
  pages,
  taskKinds: [entriesExport],
  permissions,
}
