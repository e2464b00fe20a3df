import type { Module } from '../../platform/declare/module.ts'
import { endGrant } from './commands/end-grant.ts'
import { grantRole } from './commands/grant-role.ts'
import { prolongGrant } from './commands/prolong-grant.ts'
import { grantEnded, roleGranted } from './facts.ts'
import { permissions } from './policy.ts'
import { listGrants, listHolders } from './queries/grants.ts'
import { alreadyGranted, roles, unknownPerson } from './role.ts'
import { personalData } from './slots/personal-data.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const access: Module = {
  name: 'access',
  operations: [listGrants, listHolders, grantRole, prolongGrant, endGrant],
  permissions,
  facts: [roleGranted, grantEnded],
  roles,
  personalData,
  unitHoldings,
  constraintErrors: {
    grants_current_key: alreadyGranted,
    grants_tenant_id_person_id_fkey: unknownPerson,
  },
}
