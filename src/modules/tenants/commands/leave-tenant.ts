import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'

/** With the next page their own session is taken up. */
export const leaveTenant = command({
  name: 'tenants.leaveTenant',
  summary: 'No longer look into the association',
  permission: 'signed-in',
  whileVisiting: true,
  input: Nothing,
  output: Nothing,
  http: { method: 'post', path: '/platform/visit/end' },
  severity: 'critical',
  async run({ tx, actor, now, session, record }) {
    if (actor.kind !== 'account' || !actor.visit) throw notFound()
    const { id } = actor.visit
    await tx.sql(sql`UPDATE tenant_visits SET ended_at = ${now} WHERE id = ${id}::uuid AND ended_at IS NULL`)
    session.end()
    record({ type: 'tenantVisit', id }, {}, { endedAt: now })
    return {}
  },
})
