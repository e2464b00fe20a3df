import type { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { ClosingReply, DueTenants, Nothing, PeopleOfTenant, PeoplePage } from '../contract.ts'
import { query } from '../room.ts'
import { notClosing } from '../tenancy.ts'
import { findTenancy } from '../tenancy-row.ts'

/** For everybody who belongs to it: until when they can take out what is theirs. */
export const readClosing = query({
  name: 'tenants.readClosing',
  summary: 'Read when your association is closed for good',
  permission: 'person',
  whileStopped: ['closing'],
  input: Nothing,
  output: ClosingReply,
  http: { method: 'get', path: '/tenancy/closing' },
  async run({ db, actor }) {
    const tenancy = await findTenancy(db.sql, actor.tenantId)
    if (!tenancy) throw notFound()
    const { name, closingRequestedAt, closingDueAt, closingReason } = tenancy
    if (!closingRequestedAt || !closingDueAt) throw notClosing()
    return { name, requestedAt: closingRequestedAt, dueAt: closingDueAt, reason: closingReason }
  },
})

/** Those whose day has come, and those whose erasure has come to an end before its work had. */
export const listDueTenants = query({
  name: 'tenants.listDueTenants',
  summary: 'Associations that are to be closed now, or erased to the end',
  permission: 'system',
  input: Nothing,
  output: DueTenants,
  async run({ db, now }) {
    return {
      items: await db.sql<{ tenantId: string }>(sql`
        SELECT y.tenant_id AS "tenantId" FROM tenancies y
        WHERE y.closing_due_at <= ${now} AND y.erased_at IS NULL AND NOT EXISTS (
          SELECT FROM task_results k WHERE k.task_id = y.erasure_task_id AND k.state IN ('queued', 'running'))
        ORDER BY y.closing_due_at, y.tenant_id`),
    }
  },
})

/** For the letters that everybody of an association gets. */
export const listPeopleToTell = query({
  name: 'tenants.listPeopleToTell',
  summary: 'The next people of an association, with the addresses of those who can be written to',
  permission: 'system',
  input: PeopleOfTenant,
  output: PeoplePage,
  async run({ db }, { tenantId, after, limit }) {
    const [tenancy, [{ total = 0 } = {}], rows] = await Promise.all([
      findTenancy(db.sql, tenantId),
      db.sql<{ total: number }>(
        sql`SELECT count(*)::int AS total FROM people WHERE tenant_id = ${tenantId}::uuid`,
      ),
      db.sql<z.output<typeof PeoplePage>['items'][number] & { to: string | null }>(sql`
        SELECT p.person_id AS "personId", p.called AS name, coalesce(p.locale, 'en') AS locale, p.time_zone AS "timeZone",
          (SELECT a.email::text FROM account_addresses a JOIN account_states s ON s.account_id = a.account_id AND s.status = 'active'
           WHERE a.account_id = p.account_id) AS "to"
        FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND (${after}::uuid IS NULL OR p.person_id > ${after}::uuid)
        ORDER BY p.person_id LIMIT ${limit}`),
    ])
    if (!tenancy) throw notFound()
    return {
      state: tenancy.state,
      association: tenancy.name,
      reason: tenancy.closingReason,
      dueAt: tenancy.closingDueAt,
      total,
      people: rows.length,
      after: rows.at(-1)?.personId ?? null,
      items: rows.filter(({ to }) => to !== null),
    }
  },
})
