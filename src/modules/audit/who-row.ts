import { type Sql, sql } from '../../platform/db/sql.ts'

/**
 * Who did it, by name: the person; or the address of who runs the installation, where they acted upon the association or
 * looked into it. No other account that is nobody here is named. `a` is audit_trail, `p` the person in people.
 */
export const whoDidIt: Sql = sql`coalesce(p.display_name, CASE WHEN a.person_id IS NULL AND a.account_id IS NOT NULL THEN (
  SELECT coalesce(o.email::text, o.phone) FROM account_addresses o
  WHERE o.account_id = a.account_id AND ((a.operation LIKE 'tenants.%' AND a.outcome = 'done')
    OR EXISTS (SELECT FROM platform_visitors v WHERE v.tenant_id = a.tenant_id AND v.account_id = a.account_id))) END)`
