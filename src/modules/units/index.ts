export { AreaReply, areaChosen, areaParts, areaReply, areaTyped } from './area-row.ts'
export { addHost } from './commands/add-host.ts'
export { addMember } from './commands/add-member.ts'
export { addMembers } from './commands/add-members.ts'
export { admitToUnit } from './commands/admit-to-unit.ts'
export { createUnit } from './commands/create-unit.ts'
export { declareKind } from './commands/declare-kind.ts'
export { endMembership } from './commands/end-membership.ts'
export { endMembershipsOfMany } from './commands/end-memberships-of-many.ts'
export { foundAssociation } from './commands/found-association.ts'
export { mergeUnit } from './commands/merge-unit.ts'
export { moveUnit } from './commands/move-unit.ts'
export { removeHost } from './commands/remove-host.ts'
export { setSetting } from './commands/set-setting.ts'
export { stopLeadingUnits } from './commands/stop-leading-units.ts'
export {
  leaderLeft,
  memberJoined,
  transferDecided,
  transferRequested,
  unitCreated,
  unitMerged,
  unitMoved,
} from './facts.ts'
export { kindNames, kindsOf } from './kind-row.ts'
export { unitsManagedBy } from './policy.ts'
export { listUnitsWithBoundary } from './queries/boundary.ts'
export { listHosts } from './queries/host-list.ts'
export { readUnitSettings } from './queries/settings.ts'
export { tenancy } from './queries/tenancy.ts'
export { readTransferLetter } from './queries/transfers.ts'
export { readUnit, readUnitDetail } from './queries/unit.ts'
export { listUnitsForExport } from './queries/unit-export.ts'
export { listMyUnits } from './queries/unit-list.ts'
export { lockRoot } from './root-row.ts'
export { settingsAt } from './setting-row.ts'
export { unitExport } from './task-kinds.ts'
export { pathLabel, unitIdAt, unitStatuses } from './unit.ts'
