export { endGrant } from './commands/end-grant.ts'
export { grantRole } from './commands/grant-role.ts'
export { listHolders } from './queries/grants.ts'
export { type BuiltInRole, builtInRoles, mayHandOut } from './role.ts'
