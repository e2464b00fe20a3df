import { sql } from '../../../platform/db/sql.ts'
import { Nothing, People } from '../contract.ts'
import { stopLeading } from '../leader-row.ts'
import { command } from '../room.ts'

/** For the room that decides who is a member. */
export const stopLeadingUnits = command({
  name: 'units.stopLeadingUnits',
  summary: 'Let people who left lead no unit any more, and wait for no transfer',
  permission: 'system',
  input: People,
  output: Nothing,
  severity: 'notable',
  async run(context, { personIds }) {
    await stopLeading(
      context,
      sql`u.tenant_id = ${context.actor.tenantId}::uuid AND u.leader_id = ANY(${personIds}::uuid[])`,
    )
    const { tx, now, actor, record } = context
    const dropped = await tx.sql<{ id: string; personId: string }>(sql`
      UPDATE transfers SET state = 'withdrawn', decided_at = ${now}
      WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ANY(${personIds}::uuid[]) AND state = 'requested'
      RETURNING id, person_id AS "personId"`)
    for (const { id, personId } of dropped)
      record({ type: 'transfer', id }, { personId, state: 'requested' }, { personId, state: 'withdrawn' })
    return {}
  },
})
