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
