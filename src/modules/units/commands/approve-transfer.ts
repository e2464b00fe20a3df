import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { DecideTransfer } from '../contract.ts'
import { memberJoined, transferDecided } from '../facts.ts'
import { stopLeadingElsewhere } from '../leader-row.ts'
import { onlyOpenTransfersOfOthers } from '../policy.ts'
import { keepPrimaryMoves } from '../primary-row.ts'
import { command } from '../room.ts'
import { notFromThere } from '../transfer.ts'
import { lockTransfer } from '../transfer-row.ts'
import { alreadyMember, isClosed, unitClosed } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'

/** One membership ends and the other begins in one transaction; what was the primary unit is followed by the new one. */
export const approveTransfer = command({
  name: 'units.approveTransfer',
  summary: 'Let somebody who asked belong to the unit instead of the one they come from',
  permission: 'units.admit',
  input: DecideTransfer,
  output: z.strictObject({ membershipId: z.uuid() }),
  http: { method: 'post', path: '/transfers/:transferId/approval' },
  severity: 'notable',
  target: ({ tx, actor, now }, { transferId }) => lockTransfer(tx.sql, transferId, actor, now),
  rule: onlyOpenTransfersOfOthers,
  async run(context, { answer }, { id, tenantId, personId, fromUnitId, toUnitId, state }) {
    const { tx, actor, now, record, emit } = context
    const unit = await holdUnit(tx.sql, toUnitId, actor, now)
    if (!unit || isClosed(unit)) throw unitClosed()
    // All of the person's memberships, in one order: who leaves or is moved at this moment waits or goes first.
    const memberships = await tx.sql<{ id: string; unitId: string; isPrimary: boolean }>(sql`
      SELECT id, unit_id AS "unitId", is_primary AS "isPrimary" FROM memberships
      WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL ORDER BY joined_at, id FOR UPDATE`)
    const leaving = memberships.find(({ unitId }) => unitId === fromUnitId)
    if (!leaving) throw notFromThere()
    if (memberships.some(({ unitId }) => unitId === toUnitId)) throw alreadyMember()
    const membershipId = newId(now.getTime())
    await tx.sql(sql`
      UPDATE memberships SET ended_at = greatest(joined_at, ${now}), is_primary = false WHERE id = ${leaving.id}::uuid`)
    await tx.membership.create({
      data: {
        id: membershipId,
        tenantId,
        unitId: toUnitId,
        personId,
        isPrimary: leaving.isPrimary,
        joinedAt: now,
      },
    })
    if (leaving.isPrimary)
      await keepPrimaryMoves(context as never, tenantId, [{ personId, fromUnitId, toUnitId }])
    const decidedBy = personBehind(actor)
    await tx.transfer.update({
      where: { id },
      data: { state: 'approved', answer, decidedBy, decidedAt: now },
    })
    await stopLeadingElsewhere(context, tenantId, [personId])
    record({ type: 'membership', id: leaving.id }, { unitId: fromUnitId, personId }, null)
    record({ type: 'membership', id: membershipId }, null, { unitId: toUnitId, personId })
    record({ type: 'transfer', id }, { personId, state }, { personId, state: 'approved', answer })
    emit(memberJoined, { unitId: toUnitId, personId })
    emit(transferDecided, { transferId: id, personId })
    return { membershipId }
  },
})
