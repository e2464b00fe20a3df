import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { FoundingReply } from './contract.ts'

export interface FoundingRow extends FoundingReply {
  accountId: string | null
  givenName: string | null
  familyName: string | null
}

export const foundingColumns: Sql = sql`f.id, f.account_id AS "accountId", f.given_name AS "givenName", f.family_name AS "familyName",
  f.name, f.slug, f.locale, f.time_zone AS "timeZone", f.unit_kind AS "unitKind", f.purpose, f.state, f.asked_at AS "askedAt",
  f.decided_at AS "decidedAt", f.reason, f.founded_id AS "tenantId"`

export async function lockFounding(run: RunSql, foundingId: string): Promise<FoundingRow | null> {
  const [row] = await run<FoundingRow>(sql`
    SELECT ${foundingColumns} FROM foundings f WHERE f.id = ${foundingId}::uuid FOR UPDATE`)
  return row ?? null
}

export function toFounding({ accountId, givenName, familyName, ...founding }: FoundingRow): FoundingReply {
  return founding
}
