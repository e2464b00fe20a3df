import type { Module } from '../../platform/declare/module.ts'
import { addToUnit } from './commands/add-to-unit.ts'
import { endMemberships } from './commands/end-memberships.ts'
import { importAll } from './commands/import-all.ts'
import { importPeople } from './commands/import-people.ts'
import { reactivateMembers } from './commands/reactivate-members.ts'
import { receiveImport } from './commands/receive-import.ts'
import { startImport } from './commands/start-import.ts'
import { startImportUndo } from './commands/start-import-undo.ts'
import { suspendMembers } from './commands/suspend-members.ts'
import { takeBackRows } from './commands/take-back-rows.ts'
import { beforePurpose } from './import/known-row.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { previewImport } from './queries/import-preview.ts'
import { importList, listUndoRows, readImport } from './queries/imports.ts'
import { matchRows } from './queries/matches.ts'
import { listPlaces, memberList } from './queries/members.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { importUndo, personImport } from './task-kinds.ts'

export const members: Module = {
  name: 'members',
  operations: [
    memberList.query,
    memberList.shape,
    listPlaces,
    endMemberships,
    addToUnit,
    suspendMembers,
    reactivateMembers,
    receiveImport,
    matchRows,
    previewImport,
    startImport,
    importPeople,
    importAll,
    importList.query,
    readImport,
    startImportUndo,
    takeBackRows,
    listUndoRows,
  ],
  pages,
  endpoints: [memberList.download, importList.download],
  permissions,
  taskKinds: [personImport, importUndo],
  personalData,
  purges,
  sealedColumns: [
    {
      table: 'member_import_rows',
      keys: ['import_id', 'row'],
      column: 'sealed_before',
      purpose: beforePurpose,
    },
  ],
  tenantData: { goes: ['member_import_rows', 'member_imports'] },
}
