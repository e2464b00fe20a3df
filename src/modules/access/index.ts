export { type AuthorityRow, authoritiesFrom, authorityObject } from './authority-row.ts'
export { carryRole } from './commands/carry-role.ts'
export { endCarriedRole } from './commands/end-carried-role.ts'
export { endGrant } from './commands/end-grant.ts'
export { endGrantsOfMany } from './commands/end-grants-of-many.ts'
export { giveRoleToMany } from './commands/give-role-to-many.ts'
export { grantRole } from './commands/grant-role.ts'
export { secondStepAsked } from './facts.ts'
export {
  hasMoreRights,
  isForeverAdministrator,
  requireAdministratorBeside,
  requireOtherAdministrator,
} from './grant-row.ts'
export { requireMayGive, requireMayTake, rolesToOffer } from './handing-out-row.ts'
export { listHolders, listHoldersWithoutFactor, listNearestHolders } from './queries/grants.ts'
export { listRolesAt } from './queries/roles.ts'
export {
  type BuiltInRole,
  builtInRoles,
  countsAt,
  isBuiltIn,
  isOnlyAtRoot,
  mayHandOut,
  noSuchRole,
  notYours,
  roleRetired,
} from './role.ts'
export { holdRole, madeRoleNames, rolesAt, rolesOf } from './role-row.ts'
