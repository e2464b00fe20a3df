import type { Module } from '../../platform/declare/module.ts'
import { carryRole } from './commands/carry-role.ts'
import { changeRole } from './commands/change-role.ts'
import { copyRole } from './commands/copy-role.ts'
import { endCarriedRole } from './commands/end-carried-role.ts'
import { endGrant } from './commands/end-grant.ts'
import { endGrants } from './commands/end-grants.ts'
import { endGrantsOfMany } from './commands/end-grants-of-many.ts'
import { giveRoleToMany } from './commands/give-role-to-many.ts'
import { grantRole } from './commands/grant-role.ts'
import { makeRole } from './commands/make-role.ts'
import { prolongGrant } from './commands/prolong-grant.ts'
import { requireSecondFactor } from './commands/require-second-factor.ts'
import { restoreRole } from './commands/restore-role.ts'
import { retireRole } from './commands/retire-role.ts'
import { grantEnded, roleGranted, secondStepAsked } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { findPeople, grantList, readGrant } from './queries/grant-list.ts'
import { listGrants, listHolders, listHoldersWithoutFactor, listNearestHolders } from './queries/grants.ts'
import {
  listPermissions,
  listRolesAt,
  previewRole,
  readPerson,
  readPlace,
  readRole,
  roleList,
} from './queries/roles.ts'
import { explainPermission } from './queries/why.ts'
import { alreadyGranted, roleNameTaken, roles, unknownPerson } from './role.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const access: Module = {
  name: 'access',
  operations: [
    listGrants,
    listHolders,
    listHoldersWithoutFactor,
    listNearestHolders,
    grantRole,
    prolongGrant,
    endGrant,
    carryRole,
    endCarriedRole,
    giveRoleToMany,
    endGrantsOfMany,
    listPermissions,
    roleList.query,
    listRolesAt,
    readRole,
    previewRole,
    makeRole,
    copyRole,
    changeRole,
    retireRole,
    restoreRole,
    requireSecondFactor,
    explainPermission,
    grantList.query,
    grantList.shape,
    readGrant,
    endGrants,
    findPeople,
    readPlace,
    readPerson,
  ],
  pages,
  endpoints: [roleList.download, grantList.download],
  permissions,
  facts: [roleGranted, grantEnded, secondStepAsked],
  roles,
  home,
  links,
  personalData,
  unitHoldings,
  constraintErrors: {
    grants_current_key: alreadyGranted,
    roles_name_key: roleNameTaken,
    grants_tenant_id_person_id_fkey: unknownPerson,
  },
  tenantData: { goes: ['grants', 'roles', 'built_in_role_rules'] },
}
