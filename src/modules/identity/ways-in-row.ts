import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { WaysIn } from './ways-in.ts'

export async function readWaysIn(run: RunSql, accountId: string): Promise<WaysIn> {
  const [ways] = await run<WaysIn>(sql`
    SELECT a.email IS NOT NULL AS email, a.phone IS NOT NULL AS phone, a.password_hash IS NOT NULL AS password,
      (SELECT count(*)::int FROM passkeys p WHERE p.account_id = a.id) AS passkeys,
      (SELECT count(*)::int FROM linked_identities l JOIN identity_providers v ON v.id = l.provider_id AND v.removed_at IS NULL
       WHERE l.account_id = a.id) AS linked
    FROM accounts a WHERE a.id = ${accountId}::uuid`)
  return ways ?? { email: false, phone: false, password: false, passkeys: 0, linked: 0 }
}

/** Whether a link is the only one by which somebody gets into an association that lets people in by its providers alone. */
export async function isOnlyWayInto(
  run: RunSql,
  { accountId, tenantId, linkedId }: { accountId: string; tenantId: string; linkedId: string },
): Promise<boolean> {
  const found = await run(sql`
    SELECT 1 FROM sign_in_rules r JOIN people p ON p.tenant_id = r.tenant_id AND p.account_id = ${accountId}::uuid
    WHERE r.tenant_id = ${tenantId}::uuid AND r.provider_only AND NOT EXISTS (
      SELECT FROM linked_identities l JOIN identity_providers v ON v.id = l.provider_id AND v.removed_at IS NULL
      WHERE l.account_id = p.account_id AND l.tenant_id = r.tenant_id AND l.id <> ${linkedId}::uuid)`)
  return found.length > 0
}
