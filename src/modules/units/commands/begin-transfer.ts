import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { BeginTransfer } from '../contract.ts'
import type { MembershipRow } from '../membership-row.ts'
import { placesToAdmit } from '../policy.ts'
import { command } from '../room.ts'
import { openTransfer } from '../transfer-row.ts'
import { alreadyMember, isClosed, unitClosed } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'

/** The staff of the unit that is left ask for somebody; those of the other one decide as if the person had asked. */
export const beginTransfer = command({
  name: 'units.beginTransfer',
  summary: 'Ask that somebody in your charge belongs to another unit instead of yours',
  permission: 'units.admit',
  input: BeginTransfer,
  output: z.strictObject({ transferId: z.uuid() }),
  http: { method: 'post', path: '/people/:personId/transfers', status: 201 },
  severity: 'notable',
  async target({ tx, actor, now }, { personId, fromUnitId }) {
    const [membership] = await tx.sql<MembershipRow>(sql`
      SELECT m.id, m.tenant_id AS "tenantId", m.unit_id AS "unitId", u.path::text AS "unitPath", m.person_id AS "personId"
      FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      WHERE m.person_id = ${personId}::uuid AND m.unit_id = ${fromUnitId}::uuid AND m.ended_at IS NULL AND ${placesToAdmit(actor, now)}
      FOR SHARE OF m`)
    return membership ?? null
  },
  async run(context, { toUnitId, reason }, { tenantId, personId, unitId: fromUnitId }) {
    const { tx, actor, now } = context
    const unit = await holdUnit(tx.sql, toUnitId, actor, now)
    if (unit?.tenantId !== tenantId) throw notFound()
    if (isClosed(unit)) throw unitClosed()
    const there = await tx.sql(sql`
      SELECT 1 FROM memberships WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid
        AND unit_id = ${toUnitId}::uuid AND ended_at IS NULL`)
    if (there.length > 0) throw alreadyMember()
    const wish = { tenantId, personId, fromUnitId, toUnitId, reason }
    return { transferId: await openTransfer(context as never, wish) }
  },
})
