import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { requireEligible } from '../../../platform/slots/eligibility.ts'
import { RequestTransfer } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { notFromThere } from '../transfer.ts'
import { openTransfer } from '../transfer-row.ts'
import { alreadyMember } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'

export const requestTransfer = command({
  name: 'units.requestTransfer',
  summary: 'Ask to belong to this unit instead of one of yours',
  permission: 'units.join',
  input: RequestTransfer,
  output: z.strictObject({ transferId: z.uuid() }),
  http: { method: 'post', path: '/units/:unitId/transfers', status: 201 },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run(context, { fromUnitId, reason }, unit) {
    const { tx, actor } = context
    const personId = personOf(actor)
    const mine = await tx.sql<{ unitId: string }>(sql`
      SELECT unit_id AS "unitId" FROM memberships
      WHERE tenant_id = ${unit.tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL`)
    if (mine.some(({ unitId }) => unitId === unit.id)) throw alreadyMember()
    if (!mine.some(({ unitId }) => unitId === fromUnitId)) throw notFromThere()
    const { tenantId, unitPath } = unit
    await requireEligible(context, { tenantId, personId, aim: { kind: 'joining', unitPath } })
    const wish = { tenantId, personId, fromUnitId, toUnitId: unit.id, reason }
    return { transferId: await openTransfer(context as never, wish) }
  },
})
