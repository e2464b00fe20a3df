import { sql } from '../../../platform/db/sql.ts'
import { Nothing, People } from '../contract.ts'
import { stopLeading } from '../leader-row.ts'
import { command } from '../room.ts'

/** For the room that decides who is a member. */
export const stopLeadingUnits = command({
  name: 'units.stopLeadingUnits',
  summary: 'Let people lead no unit any more',
  permission: 'system',
  input: People,
  output: Nothing,
  severity: 'notable',
  async run(context, { personIds }) {
    await stopLeading(
      context,
      sql`u.tenant_id = ${context.actor.tenantId}::uuid AND u.leader_id = ANY(${personIds}::uuid[])`,
    )
    return {}
  },
})
