import { type Sql, sql } from '../../platform/db/sql.ts'

/**
 * Who did it, by name: the person; or the address of who runs the installation, where they acted upon the association or
 * looked into it. No other account that is nobody here is named. `a` is audit_trail, `p` the person in people.
 */
export const whoDidIt: Sql = sql`coalesce(p.display_name, CASE WHEN a.person_id IS NULL AND a.account_id IS NOT NULL THEN (
  SELECT coalesce(o.email::text, o.phone) FROM account_addresses o
  WHERE o.account_id = a.account_id AND ((a.operation LIKE 'tenants.%' AND a.outcome = 'done')
    OR EXISTS (SELECT FROM platform_visitors v WHERE v.tenant_id = a.tenant_id AND v.account_id = a.account_id))) END)`

/**
 * Of whom something was done on behalf, where staff used the portal as somebody else or a job went on for somebody: what is
 * asked of them, as `b` in people. The id is kept as text, and is not always that of an account.
 */
export function actedFor(what: Sql): Sql {
  return sql`(SELECT ${what} FROM people b WHERE b.tenant_id = a.tenant_id AND b.account_id = CASE
    WHEN a.on_behalf_of ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.on_behalf_of::uuid END)`
}

const mostNamed = 5

/** Whom it was about, where what changed is of persons who are still there: the first few, `w.name` and `w.id`. `a` is audit_trail. */
export const aboutWhom: Sql = sql`(SELECT DISTINCT b.person_id AS id, b.display_name AS name FROM (
  SELECT coalesce(c.value -> 'after' ->> 'personId', c.value -> 'before' ->> 'personId',
    CASE WHEN c.value ->> 'type' = 'person' THEN c.value ->> 'id' END) AS key FROM json_array_elements(a.changes) c) k
  JOIN people b ON b.tenant_id = a.tenant_id AND b.person_id = CASE
    WHEN k.key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN k.key::uuid END ORDER BY 2, 1 LIMIT ${mostNamed})`
