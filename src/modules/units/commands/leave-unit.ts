import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { UnitReference } from '../contract.ts'
import { command } from '../room.ts'
import { lastMembership } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'

export const leaveUnit = command({
  name: 'units.leaveUnit',
  summary: 'Leave a unit; another one becomes the primary unit if this was it',
  permission: 'units.join',
  input: UnitReference,
  output: z.strictObject({ left: z.boolean() }),
  http: { method: 'delete', path: '/units/:unitId/memberships/mine' },
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  async run({ tx, actor, now, record }, _input, unit) {
    const personId = personOf(actor)
    // All of the person's memberships are locked, so that two departures at once cannot leave nothing.
    const memberships = await tx.sql<{ id: string; unitId: string; isPrimary: boolean }>(sql`
      SELECT id, unit_id AS "unitId", is_primary AS "isPrimary" FROM memberships
      WHERE tenant_id = ${unit.tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL
      ORDER BY joined_at, id FOR UPDATE`)
    const leaving = memberships.find((membership) => membership.unitId === unit.id)
    if (!leaving) throw notFound()
    const next = memberships.find((membership) => membership.id !== leaving.id)
    if (!next) throw lastMembership()
    await tx.membership.update({ where: { id: leaving.id }, data: { endedAt: now, isPrimary: false } })
    if (leaving.isPrimary) await tx.membership.update({ where: { id: next.id }, data: { isPrimary: true } })
    record({ type: 'membership', id: leaving.id }, { unitId: unit.id, personId }, null)
    return { left: true }
  },
})
