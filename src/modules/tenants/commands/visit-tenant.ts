import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { accountOf, system } from '../../../platform/policy/actor.ts'
import { beginVisit } from '../../identity/index.ts'
import { VisitReply, VisitTenant } from '../contract.ts'
import { visitBegan } from '../facts.ts'
import { command } from '../room.ts'
import { alreadyVisiting, isClosed } from '../tenancy.ts'
import { findTenancy } from '../tenancy-row.ts'

/** Its administrators hear of it at once, and its audit says who looks, why and for how long. */
export const visitTenant = command({
  name: 'tenants.visitTenant',
  stepUp: true,
  summary: 'Look into an association for a while: to read what its administrators may see, and no more',
  permission: 'platform',
  input: VisitTenant,
  output: VisitReply,
  http: { method: 'post', path: '/platform/tenants/:tenantId/visits', status: 201 },
  severity: 'critical',
  limits: [{ by: 'account', count: 30, seconds: 3600 }],
  idempotent: false,
  target: ({ tx }, { tenantId }) => findTenancy(tx.sql, tenantId),
  async run({ tx, actor, now, within, record, emit, call }, { tenantId, reason, minutes }, tenancy) {
    within(tenantId)
    if (tenancy.closedAt) throw isClosed()
    const accountId = accountOf(actor)
    const until = new Date(now.getTime() + minutes * 60_000)
    // What ran out is over, whether or not its job has come round to say so.
    await tx.sql(sql`
      UPDATE tenant_visits SET ended_at = ends_at
      WHERE tenant_id = ${tenantId}::uuid AND account_id = ${accountId}::uuid AND ended_at IS NULL AND ends_at <= ${now}`)
    const visitId = newId(now.getTime())
    const [begun] = await tx.sql(sql`
      INSERT INTO tenant_visits (id, tenant_id, account_id, reason, began_at, ends_at)
      VALUES (${visitId}::uuid, ${tenantId}::uuid, ${accountId}::uuid, ${reason}, ${now}, ${until})
      ON CONFLICT DO NOTHING RETURNING 1`)
    if (!begun) throw alreadyVisiting()
    await call(
      beginVisit,
      { visitId, accountId, tenantId, until },
      { as: system('a platform administrator looks in', tenantId, accountId) },
    )
    record({ type: 'tenantVisit', id: visitId }, null, { reason, until })
    emit(visitBegan, { visitId, endsAt: until.toISOString() })
    return { visitId, name: tenancy.name, until }
  },
})
