import type { Module } from '../../platform/declare/module.ts'
import { addHost } from './commands/add-host.ts'
import { addMember } from './commands/add-member.ts'
import { addMembers } from './commands/add-members.ts'
import { admitToUnit } from './commands/admit-to-unit.ts'
import { approveTransfer } from './commands/approve-transfer.ts'
import { archiveKind } from './commands/archive-kind.ts'
import { beginTransfer } from './commands/begin-transfer.ts'
import { changeKind } from './commands/change-kind.ts'
import { changeUnit } from './commands/change-unit.ts'
import { chooseLeader } from './commands/choose-leader.ts'
import { choosePrimaryUnit } from './commands/choose-primary-unit.ts'
import { closeUnit } from './commands/close-unit.ts'
import { createUnit } from './commands/create-unit.ts'
import { declareKind } from './commands/declare-kind.ts'
import { endMembership } from './commands/end-membership.ts'
import { endMembershipsOfMany } from './commands/end-memberships-of-many.ts'
import { foundAssociation } from './commands/found-association.ts'
import { inheritSetting } from './commands/inherit-setting.ts'
import { joinUnit } from './commands/join-unit.ts'
import { leaveUnit } from './commands/leave-unit.ts'
import { mergeUnit } from './commands/merge-unit.ts'
import { moveUnit } from './commands/move-unit.ts'
import { placePerson } from './commands/place-person.ts'
import { receiveBoundary } from './commands/receive-boundary.ts'
import { refuseTransfer } from './commands/refuse-transfer.ts'
import { removeHost } from './commands/remove-host.ts'
import { reopenUnit } from './commands/reopen-unit.ts'
import { requestTransfer } from './commands/request-transfer.ts'
import { requestUnitExport } from './commands/request-unit-export.ts'
import { restoreKind } from './commands/restore-kind.ts'
import { setBoundary } from './commands/set-boundary.ts'
import { setPrimaryUnit } from './commands/set-primary-unit.ts'
import { setSetting } from './commands/set-setting.ts'
import { stopLeadingUnits } from './commands/stop-leading-units.ts'
import { withdrawTransfer } from './commands/withdraw-transfer.ts'
import {
  leaderLeft,
  memberJoined,
  transferDecided,
  transferRequested,
  unitCreated,
  unitMerged,
  unitMoved,
} from './facts.ts'
import { kindTaken } from './kind.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import {
  listMyProposals,
  listProposalsFor,
  listUnitsWithBoundary,
  readUnitBoundary,
} from './queries/boundary.ts'
import { listHosts } from './queries/host-list.ts'
import { listKinds, listKindsToName, readKind } from './queries/kinds.ts'
import { listLeaderCandidates } from './queries/leader-candidates.ts'
import { listUnitsToMergeInto, previewMerge } from './queries/merge-preview.ts'
import { listPlacesToMoveTo, previewMove } from './queries/move-preview.ts'
import { readUnitSettings } from './queries/settings.ts'
import { tenancy } from './queries/tenancy.ts'
import {
  listMyTransfers,
  listTransfers,
  listTransferTargets,
  readTransferLetter,
} from './queries/transfers.ts'
import { readUnit, readUnitDetail } from './queries/unit.ts'
import { listUnitChanges } from './queries/unit-changes.ts'
import { listUnitsForExport } from './queries/unit-export.ts'
import { readMyUnitHistory, readUnitHistory } from './queries/unit-history.ts'
import { listMyUnits, unitList } from './queries/unit-list.ts'
import { readUnitTree } from './queries/unit-tree.ts'
import { find } from './slots/find.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { tenantData } from './slots/tenant-data.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'
import { unitExport } from './task-kinds.ts'
import { alreadyAsked } from './transfer.ts'
import { alreadyMember, codeTaken, nameTaken } from './unit.ts'

export const units: Module = {
  name: 'units',
  operations: [
    unitList.query,
    unitList.shape,
    readUnit,
    readUnitDetail,
    listMyUnits,
    createUnit,
    changeUnit,
    chooseLeader,
    readUnitTree,
    moveUnit,
    setBoundary,
    readUnitSettings,
    setSetting,
    inheritSetting,
    receiveBoundary,
    placePerson,
    readUnitBoundary,
    listUnitsWithBoundary,
    listMyProposals,
    listProposalsFor,
    mergeUnit,
    previewMerge,
    listUnitsToMergeInto,
    previewMove,
    listPlacesToMoveTo,
    closeUnit,
    reopenUnit,
    listUnitChanges,
    listLeaderCandidates,
    listKinds,
    listKindsToName,
    readKind,
    declareKind,
    changeKind,
    archiveKind,
    restoreKind,
    joinUnit,
    leaveUnit,
    choosePrimaryUnit,
    setPrimaryUnit,
    stopLeadingUnits,
    readMyUnitHistory,
    readUnitHistory,
    addMember,
    addMembers,
    endMembershipsOfMany,
    admitToUnit,
    endMembership,
    requestTransfer,
    beginTransfer,
    listTransferTargets,
    withdrawTransfer,
    approveTransfer,
    refuseTransfer,
    listMyTransfers,
    listTransfers,
    readTransferLetter,
    foundAssociation,
    requestUnitExport,
    listUnitsForExport,
    listHosts,
    addHost,
    removeHost,
  ],
  pages,
  endpoints: [unitList.download],
  permissions,
  facts: [unitCreated, unitMoved, unitMerged, memberJoined, leaderLeft, transferRequested, transferDecided],
  taskKinds: [unitExport],
  constraintErrors: {
    units_open_name_key: nameTaken,
    units_code_key: codeTaken,
    unit_kinds_tenant_id_key_key: kindTaken,
    memberships_current_key: alreadyMember,
    transfers_open_key: alreadyAsked,
  },
  home,
  links,
  find,
  topics,
  personalData,
  unitHoldings,
  tenancy,
  tenantData,
}
