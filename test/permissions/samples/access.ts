import { randomUUID } from 'node:crypto'
import { atUnit, nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

const makeTestRole = ({ world, spot }: SampleContext) =>
  world.portal.app.database.pool.query(
    `INSERT INTO roles (id, tenant_id, unit_id, name, permissions, created_at, updated_at)
     VALUES ($1, $2, $1, '{"v": 1, "en": "Clerk"}', '{units.read}', now(), now()) ON CONFLICT (id) DO NOTHING`,
    [spot.unitId, spot.tenantId],
  )

const grantReference: Sample = { about: 'unit', input: ({ spot }) => ({ grantId: spot.grantId }) }

/** A role made at the unit, with its id. */
const madeRole: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    roleId: spot.unitId,
    name: { v: 1, en: `Clerk ${randomUUID()}` },
    permissions: ['units.read'],
  }),
  async prepare(context) {
    await makeTestRole(context)
  },
}

const roleReference: Sample = { ...madeRole, input: ({ spot }) => ({ roleId: spot.unitId }) }

const anyRole: Sample = { ...madeRole, input: ({ spot }) => ({ role: spot.unitId }) }

const newRole: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    unitId: spot.unitId,
    name: { v: 1, en: `Clerk ${randomUUID()}` },
    permissions: ['units.read'],
  }),
}

export const access: Samples = {
  'access.listGrants': atUnit,
  'access.listHoldersWithoutFactor': { about: 'nothing', input: () => ({ role: 'manager' }) },
  'access.listHolders': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, roles: ['manager'] }),
  },
  'access.listNearestHolders': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, permission: 'units.admit' }),
  },
  'access.carryRole': {
    about: 'unit',
    input: ({ spot }) => ({
      personId: spot.newcomerId,
      unitId: spot.unitId,
      unitPath: spot.tenantId.replaceAll('-', ''),
      role: 'manager',
      startsAt: '2030-01-01T00:00:00Z',
      endsAt: null,
      reason: null,
      grantedBy: null,
    }),
  },
  'access.endCarriedRole': {
    about: 'unit',
    input: ({ spot }) => ({ grantId: spot.grantId, endsAt: null }),
    async prepare({ world, spot }) {
      await world.portal.app.database.pool.query('UPDATE grants SET carried = true WHERE id = $1', [
        spot.grantId,
      ])
    },
  },
  'access.giveRoleToMany': {
    about: 'unit',
    input: ({ spot }) => ({
      personIds: [spot.newcomerId],
      unitId: spot.unitId,
      role: 'manager',
      reason: 'Why',
    }),
  },
  'access.endGrantsOfMany': { about: 'unit', input: ({ spot }) => ({ grantIds: [spot.grantId] }) },
  'access.grantRole': {
    about: 'unit',
    input: ({ spot }) => ({ personId: spot.newcomerId, unitId: spot.unitId, role: 'manager' }),
  },
  'access.prolongGrant': {
    about: 'unit',
    input: ({ world, spot }) => ({
      grantId: spot.grantId,
      endsAt: new Date(world.portal.clock.now().getTime() + 86_400_000).toISOString(),
    }),
  },
  'access.endGrant': grantReference,
  'access.listPermissions': nothing,
  'access.listRoles': nothing,
  'access.listRolesFile': nothing,
  'access.listRolesAt': atUnit,
  'access.readRole': anyRole,
  'access.previewRole': {
    ...madeRole,
    input: ({ spot }) => ({ roleId: spot.unitId, permissions: 'units.read' }),
  },
  'access.makeRole': newRole,
  'access.copyRole': {
    ...madeRole,
    input: ({ spot }) => ({
      role: spot.unitId,
      unitId: spot.unitId,
      name: { v: 1, en: `Copy ${randomUUID()}` },
    }),
  },
  'access.changeRole': madeRole,
  'access.retireRole': roleReference,
  'access.restoreRole': roleReference,
  'access.requireSecondFactor': { ...madeRole, input: ({ spot }) => ({ role: spot.unitId, required: true }) },
  'access.listAllGrants': nothing,
  'access.listAllGrantsColumns': nothing,
  'access.listAllGrantsFile': nothing,
  'access.readGrant': grantReference,
  'access.endGrants': { about: 'unit', input: ({ spot }) => ({ chosen: [spot.grantId] }) },
  'access.findPeople': { about: 'unit', input: ({ spot }) => ({ unitId: spot.unitId, search: 'Given' }) },
  'access.readPlace': atUnit,
  'access.readPerson': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.personId }),
  },
  'access.rolesPage': nothing,
  'access.newRolePage': {
    about: 'nothing',
    input: () => ({ 'name.en': `Clerk ${randomUUID()}`, permissions: 'units.read' }),
  },
  'access.rolePage': anyRole,
  'access.editRolePage': {
    ...madeRole,
    input: ({ spot }) => ({ roleId: spot.unitId, 'name.en': 'Clerk', permissions: 'units.read' }),
  },
  'access.retireRoleAction': roleReference,
  'access.restoreRoleAction': roleReference,
  'access.requireSecondFactorAction': {
    ...madeRole,
    input: ({ spot }) => ({ role: spot.unitId, required: 'true' }),
  },
  'access.grantsPage': nothing,
  // Whose it would end stands at the act: it answers for how many it was refused.
  'access.endGrantsPage': { about: 'nothing', input: ({ spot }) => ({ chosen: spot.grantId }) },
  'access.grantPage': { ...grantReference, input: ({ spot }) => ({ grantId: spot.grantId, endsAt: '' }) },
  'access.endGrantAction': grantReference,
  'access.giveRolePage': {
    about: 'unit',
    input: ({ spot }) => ({ personId: spot.newcomerId, unitId: spot.unitId, role: 'manager' }),
  },
  'access.whyPage': atUnit,
  'access.explainPermission': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.personId, permission: 'units.read' }),
  },
}
