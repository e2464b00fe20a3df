import { randomUUID } from 'node:crypto'
import { addMember } from '../../../src/modules/units/index.ts'
import { atUnit, idOfNothing, inCharge, nothing, ofNewcomer, type Sample, type Samples } from './sample.ts'

const asMember: Sample = {
  ...atUnit,
  async prepare({ world, spot, place, asking }) {
    // Who belongs here belongs to the own unit and to the root already.
    const isHere = asking.personId !== null && asking.role !== 'account without person here'
    if (!isHere || (place !== 'child' && place !== 'sibling')) return
    const input = { unitId: spot.unitId, personId: asking.personId as string }
    await world.portal.app.runner.call(addMember, input, world.portal.app.asSystem('test', spot.tenantId))
  },
}

const asStranger: Sample = {
  ...atUnit,
  async prepare({ world, spot, asking }) {
    if (asking.personId === null) return
    await world.portal.app.database.pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id = $2',
      [asking.personId, spot.unitId],
    )
  },
}

const emptyUnit: Sample = {
  ...atUnit,
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(`UPDATE units SET status = 'closed' WHERE parent_id = $1`, [
      spot.unitId,
    ])
  },
}

const newUnit: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    unitId: spot.unitId,
    parentId: spot.unitId,
    kind: 'group',
    name: `New ${randomUUID()}`,
  }),
}

const newName: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: `Name ${randomUUID()}` }),
}

/** A kind of the association that has the id of the unit. */
const kind: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ kindId: spot.unitId, label: { v: 1, en: 'Ward' }, parents: ['association'] }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO unit_kinds (id, tenant_id, key, label, parents, position, created_at, updated_at)
       VALUES ($1, $2, 'test', '{"v": 1, "en": "Ward"}', '{association}', 90, now(), now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const kindReference: Sample = { ...kind, input: ({ spot }) => ({ kindId: spot.unitId }) }

const newKind: Sample = {
  about: 'nothing',
  input: () => ({ key: 'ward', label: { v: 1, en: 'Ward' }, parents: ['association'] }),
}

const closedUnit: Sample = {
  ...atUnit,
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(`UPDATE units SET status = 'closed' WHERE id = $1`, [
      spot.unitId,
    ])
  },
}

/** Below the own unit, where everybody who manages anything there manages. What is nowhere yet, an administrator would be told of. */
const moved: Sample = {
  about: 'unit',
  input: ({ spot, world, place }) => ({
    unitId: spot.unitId,
    parentId: place === 'sibling' ? world.spots.child.unitId : world.here,
  }),
}

const merged: Sample = {
  about: 'unit',
  input: ({ spot, world, place }) => ({
    unitId: spot.unitId,
    intoId: place === 'own unit' ? world.spots.sibling.unitId : world.spots['own unit'].unitId,
  }),
}

const triangle = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}'

const bounded: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, boundary: triangle, centre: '' }),
}

const boundaryFile: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, file: Buffer.from(triangle) }),
}

const placed: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.newcomerId }),
  async prepare({ world, spot }) {
    // In the charge of whoever has charge of the unit above, and not yet of the unit.
    await world.portal.app.database.pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1',
      [spot.newcomerId],
    )
    const { 'own unit': own, child } = world.spots
    const unitId = spot.unitId === own.unitId ? child.unitId : own.unitId
    if (spot.tenantId === world.here)
      await world.portal.app.runner.call(
        addMember,
        { unitId, personId: spot.newcomerId },
        world.portal.app.asSystem('test', spot.tenantId),
      )
  },
}

const set: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: 'contactPhone', value: '+380 44 123 45 67' }),
}

const inherited: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: 'contactPhone' }),
}

const leader: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.personId }),
}

/** From the root, to which everybody belongs. */
const askedTransfer: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, fromUnitId: spot.tenantId, reason: 'Because' }),
  prepare: (context) => asStranger.prepare?.(context) ?? Promise.resolve(),
}

/** Of somebody who belongs to the root alone, to the place. */
const waitingTransfer: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ transferId: spot.unitId, answer: 'Because' }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    await pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id = $2',
      [spot.newcomerId, spot.unitId],
    )
    const from = spot.unitId === world.here ? world.spots['own unit'].unitId : spot.tenantId
    await pool.query(
      `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
       VALUES (gen_random_uuid(), $1, $2, $3, false, now()) ON CONFLICT DO NOTHING`,
      [spot.tenantId, from, spot.newcomerId],
    )
    await pool.query(
      `INSERT INTO transfers (id, tenant_id, person_id, from_unit_id, to_unit_id, requested_at) VALUES ($1, $2, $3, $4, $1, now())`,
      [spot.unitId, spot.tenantId, spot.newcomerId, from],
    )
  },
}

const ownTransfer: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ transferId: spot.unitId }),
  async prepare({ world, spot, asking }) {
    if (asking.personId === null || asking.role === 'account without person here') return
    await world.portal.app.database.pool.query(
      `INSERT INTO transfers (id, tenant_id, person_id, from_unit_id, to_unit_id, requested_at) VALUES ($1, $2, $3, $2, $1, now())`,
      [spot.unitId, spot.tenantId, spot.tenantId === world.here ? asking.personId : spot.personId],
    )
  },
}

/** Of somebody who belongs to the place and nowhere else. */
const primary: Sample = {
  ...inCharge,
  input: ({ spot }) => ({ personId: spot.personId, unitId: spot.unitId }),
}

/** From the place, to the root. */
const begunTransfer: Sample = {
  ...inCharge,
  input: ({ spot, world }) => ({
    personId: spot.personId,
    fromUnitId: spot.unitId,
    toUnitId: spot.unitId === spot.tenantId ? world.spots['own unit'].unitId : spot.tenantId,
    reason: 'Because',
  }),
}

export const units: Samples = {
  'units.choosePrimaryUnit': asMember,
  'units.choosePrimaryUnitAction': asMember,
  'units.setPrimaryUnit': primary,
  'units.setPrimaryUnitAction': primary,
  'units.readMyUnitHistory': nothing,
  'units.readUnitHistory': inCharge,
  'units.stopLeadingUnits': { about: 'unit', input: ({ spot }) => ({ personIds: [spot.personId] }) },
  'units.beginTransfer': begunTransfer,
  'units.beginTransferPage': begunTransfer,
  'units.listTransferTargets': inCharge,
  'units.requestTransfer': askedTransfer,
  'units.transferPage': askedTransfer,
  'units.listMyTransfers': nothing,
  'units.readTransferLetter': { about: 'nothing', input: () => ({ transferId: idOfNothing }) },
  'units.listTransfers': nothing,
  'units.transfersPage': nothing,
  'units.approveTransfer': { ...waitingTransfer, input: ({ spot }) => ({ transferId: spot.unitId }) },
  'units.refuseTransfer': waitingTransfer,
  'units.approveTransferAction': { ...waitingTransfer, input: ({ spot }) => ({ transferId: spot.unitId }) },
  'units.refuseTransferAction': waitingTransfer,
  'units.withdrawTransfer': ownTransfer,
  'units.withdrawTransferAction': ownTransfer,
  'units.requestUnitExport': atUnit,
  'units.listUnitsForExport': {
    about: 'unit',
    input: ({ spot }) => ({ unitPath: 'x', after: null, limit: spot.unitId.length }),
  },
  'units.exportUnitsAction': atUnit,
  'units.listUnits': nothing,
  'units.readUnit': atUnit,
  'units.readUnitDetail': atUnit,
  'units.listMyUnits': nothing,
  'units.createUnit': {
    about: 'unit',
    input: ({ spot }) => ({ parentId: spot.unitId, kind: 'group', name: `New ${randomUUID()}` }),
  },
  'units.changeUnit': newName,
  'units.chooseLeader': leader,
  'units.leaderPage': leader,
  'units.listLeaderCandidates': atUnit,
  'units.listUnitChanges': atUnit,
  'units.readUnitSettings': atUnit,
  'units.setSetting': set,
  'units.settingPage': set,
  'units.inheritSetting': inherited,
  'units.inheritSettingAction': inherited,
  'units.settingsPage': atUnit,
  'units.setBoundary': bounded,
  'units.boundaryPage': bounded,
  'units.receiveBoundary': boundaryFile,
  'units.boundaryFilePage': boundaryFile,
  'units.readUnitBoundary': atUnit,
  'units.listUnitsWithBoundary': nothing,
  'units.listMyProposals': nothing,
  'units.listProposalsFor': inCharge,
  'units.personUnitsPage': inCharge,
  'units.placePerson': placed,
  'units.addPersonAction': placed,
  'units.mergeUnit': merged,
  'units.previewMerge': merged,
  'units.mergeUnitPage': merged,
  'units.listUnitsToMergeInto': atUnit,
  'units.moveUnit': moved,
  'units.previewMove': moved,
  'units.moveUnitPage': moved,
  'units.listPlacesToMoveTo': atUnit,
  'units.readUnitTree': nothing,
  'units.treePage': nothing,
  'units.reopenUnit': closedUnit,
  'units.reopenUnitAction': closedUnit,
  'units.listKinds': nothing,
  'units.listKindsToName': nothing,
  'units.readKind': kindReference,
  'units.declareKind': newKind,
  'units.changeKind': kind,
  'units.archiveKind': kindReference,
  'units.restoreKind': kindReference,
  'units.kindsPage': nothing,
  'units.newKindPage': newKind,
  'units.kindPage': kind,
  'units.archiveKindAction': kindReference,
  'units.restoreKindAction': kindReference,
  'units.closeUnit': emptyUnit,
  'units.joinUnit': asStranger,
  'units.leaveUnit': asMember,
  'units.addMembers': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, personIds: [] }),
  },
  'units.endMembershipsOfMany': { about: 'unit', input: () => ({ membershipIds: [] }) },
  'units.addMember': {
    about: 'unit',
    input: ({ spot, place, world }) => ({
      unitId: spot.unitId,
      // At the root everybody is a member already.
      personId: place === 'parent' ? world.asking.member.personId : spot.newcomerId,
    }),
    async prepare({ world, spot }) {
      await world.portal.app.database.pool.query(
        'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE unit_id = $1',
        [spot.unitId],
      )
    },
  },
  'units.listUnitsFile': nothing,
  'units.listUnitsColumns': nothing,
  'units.endMembership': ofNewcomer,
  'units.admitToUnit': {
    ...ofNewcomer,
    input: (context) => ({ ...ofNewcomer.input(context), unitId: context.spot.unitId }),
  },
  'units.foundAssociation': { about: 'nothing', input: () => ({ name: 'New', hosts: [] }) },
  'units.listHosts': nothing,
  'units.addHost': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, host: `${randomUUID()}.example.org` }),
  },
  'units.removeHost': {
    about: 'nothing',
    input: () => ({ host: 'removed.example.org' }),
    async prepare({ world, spot }) {
      await world.portal.app.database.pool.query(
        `INSERT INTO tenant_hosts (host, tenant_id) VALUES ('removed.example.org', $1) ON CONFLICT DO NOTHING`,
        [spot.tenantId],
      )
    },
  },
  'units.myUnitsPage': nothing,
  'units.unitsPage': nothing,
  'units.unitPage': atUnit,
  'units.newUnitPage': newUnit,
  'units.editUnitPage': newName,
  'units.closeUnitAction': emptyUnit,
  'units.joinUnitAction': asStranger,
  'units.leaveUnitAction': asMember,
}
