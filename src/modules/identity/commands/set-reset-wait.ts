import { sql } from '../../../platform/db/sql.ts'
import { ResetWait, SetResetWait } from '../contract.ts'
import { waitOf } from '../reset-row.ts'
import { command } from '../room.ts'
import { waitHours } from '../second-step-reset.ts'

/** For resets that begin from now on. What waits already goes on waiting. */
export const setResetWait = command({
  name: 'identity.setResetWait',
  stepUp: true,
  summary: 'Choose how long the association waits before it resets a second step',
  permission: 'identity.help',
  input: SetResetWait,
  output: ResetWait,
  http: { method: 'put', path: '/settings/second-step-resets' },
  severity: 'critical',
  async target({ tx, actor }) {
    const [root] = await tx.sql<{ tenantId: string; unitPath: string }>(sql`
      SELECT tenant_id AS "tenantId", path::text AS "unitPath" FROM unit_places WHERE unit_id = ${actor.tenantId}::uuid`)
    return root ?? null
  },
  async run({ tx, now, record }, { hours }, { tenantId }) {
    const before = await waitOf(tx.sql, tenantId)
    await tx.sql(sql`
      INSERT INTO second_step_reset_waits (tenant_id, hours, updated_at) VALUES (${tenantId}::uuid, ${hours}, ${now})
      ON CONFLICT (tenant_id) DO UPDATE SET hours = excluded.hours, updated_at = excluded.updated_at`)
    record({ type: 'resetWait', id: tenantId }, { hours: before }, { hours })
    return { hours, least: waitHours.least, most: waitHours.most }
  },
})
