import type { Module } from '../../platform/declare/module.ts'
import { addToUnit } from './commands/add-to-unit.ts'
import { endMemberships } from './commands/end-memberships.ts'
import { importPerson } from './commands/import-person.ts'
import { reactivateMembers } from './commands/reactivate-members.ts'
import { receiveImport } from './commands/receive-import.ts'
import { startImport } from './commands/start-import.ts'
import { suspendMembers } from './commands/suspend-members.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { previewImport } from './queries/import-preview.ts'
import { listPlaces, memberList } from './queries/members.ts'
import { personImport } from './task-kinds.ts'

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
    previewImport,
    startImport,
    importPerson,
  ],
  pages,
  endpoints: [memberList.download],
  permissions,
  taskKinds: [personImport],
}
