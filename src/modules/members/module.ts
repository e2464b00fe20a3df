import type { Module } from '../../platform/declare/module.ts'
import { addToUnit } from './commands/add-to-unit.ts'
import { endMemberships } from './commands/end-memberships.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listPlaces, memberList } from './queries/members.ts'

export const members: Module = {
  name: 'members',
  operations: [memberList.query, listPlaces, endMemberships, addToUnit],
  pages,
  endpoints: [memberList.download],
  permissions,
}
