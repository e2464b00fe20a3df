import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'

/** The account of an e-mail address, or of a phone in international form. */
export async function findAccount(run: RunSql, address: string): Promise<{ accountId: string } | null> {
  const [account] = await run<{ accountId: string }>(sql`
    SELECT a.account_id AS "accountId" FROM account_addresses a
    JOIN account_states s ON s.account_id = a.account_id AND s.status = 'active'
    WHERE a.email = ${address}::citext OR a.phone = ${address.replaceAll(/[\s()-]/g, '')}`)
  return account ?? null
}
