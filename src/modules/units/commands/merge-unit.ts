import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { keepChange } from '../change-row.ts'
import { MergeUnit, UnitReply } from '../contract.ts'
import { unitMerged } from '../facts.ts'
import { refuseTarget } from '../merge-row.ts'
import { onlyWhatMerges } from '../policy.ts'
import { lockToPut } from '../put-row.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'
import { toReply } from '../views.ts'

/**
 * One unit goes into another: members, units below and what other rooms keep there, each as its room says (the slot of unit
 * holdings). The unit itself stays, closed, with its history; whoever looks for it is led to the other one.
 */
export const mergeUnit = command({
  name: 'units.mergeUnit',
  summary: 'Merge a unit into another one, with its members and all below it',
  permission: 'units.manage',
  input: MergeUnit,
  output: UnitReply,
  http: { method: 'post', path: '/units/:unitId/merge' },
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => lockToPut(tx.sql, unitId, actor, now),
  rule: onlyWhatMerges,
  async run(context, { intoId }, { placePath, ...rest }) {
    const { tx, actor, now, record, emit, slots } = context
    const unit = { ...rest, unitPath: placePath }
    const into = await holdUnit(tx.sql, intoId, actor, now)
    if (into?.tenantId !== unit.tenantId) throw notFound()
    await refuseTarget(tx.sql, unit, into, actor, now)
    for (const holding of slots.unitHoldings) await holding.merge(context, { from: unit, into })
    const after = { ...unit, status: 'closed' as const, mergedIntoId: into.id, version: unit.version + 1 }
    await tx.sql(sql`
      UPDATE units SET status = 'closed', merged_into_id = ${into.id}::uuid, version = ${after.version}, updated_at = ${now}
      WHERE id = ${unit.id}::uuid`)
    // What had gone into this one before is now found there, too.
    await tx.sql(sql`
      UPDATE units SET merged_into_id = ${into.id}::uuid WHERE tenant_id = ${unit.tenantId}::uuid AND merged_into_id = ${unit.id}::uuid`)
    record(
      { type: 'unit', id: unit.id },
      { status: unit.status, mergedIntoId: null },
      { status: 'closed', mergedIntoId: into.id },
    )
    const by = { actor, now }
    await keepChange(tx, by, {
      unit: after,
      what: 'merged',
      after: { intoId: into.id, intoName: into.name },
    })
    await keepChange(tx, by, {
      unit: into,
      what: 'absorbed',
      after: { fromId: unit.id, fromName: unit.name },
    })
    emit(unitMerged, { unitId: unit.id, intoId: into.id })
    return toReply(after)
  },
})
