import { z } from 'zod'
import { personOf } from '../../../platform/policy/actor.ts'
import { UnitReference } from '../contract.ts'
import { endMembershipOf } from '../membership-row.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'

export const leaveUnit = command({
  name: 'units.leaveUnit',
  summary: 'Leave a unit; another one becomes the primary unit if this was it',
  permission: 'units.join',
  input: UnitReference,
  output: z.strictObject({ left: z.boolean() }),
  http: { method: 'delete', path: '/units/:unitId/memberships/mine' },
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  async run(context, _input, { id, tenantId }) {
    await endMembershipOf(context, { tenantId, personId: personOf(context.actor), unitId: id })
    return { left: true }
  },
})
