import type { PersonKeys } from '../crypto/person-keys.ts'
import type { RunSql } from '../db/database.ts'
import { type Sql, sql } from '../db/sql.ts'
import type { AuditDraft } from './audit-draft.ts'
import { commonChain } from './entry.ts'

/** Two parts of a WITH: the entries, and their places in the queue of what no chain holds yet. */
export async function auditParts(
  run: RunSql,
  keys: PersonKeys,
  drafts: readonly AuditDraft[],
  now: Date,
): Promise<Sql> {
  const needed = drafts.flatMap((draft) => draft.keysNeeded())
  const found = keys.remembered(needed) ?? (await keys.findOrMake(run, needed, now))
  // As json, not jsonb: the letters of `changes` are hashed, so they must stay as they are.
  const rows = `[${drafts.map((draft) => toJson(draft.toRow(found))).join()}]`
  return sql`audit AS (
    INSERT INTO audit_entries SELECT * FROM json_populate_recordset(NULL::audit_entries, ${rows}::json)
    RETURNING id, occurred_at, tenant_id, hash
  ), unlinked AS (
    INSERT INTO audit_unlinked (entry_id, occurred_at, chain, entry_hash)
    SELECT id, occurred_at, coalesce(tenant_id, ${commonChain}::uuid), hash FROM audit
  )`
}

function toJson({ changes, hash, origin, ...row }: ReturnType<AuditDraft['toRow']>): string {
  const plain = JSON.stringify({ ...row, hash: bytes(hash), origin: origin && bytes(origin) })
  return `${plain.slice(0, -1)},"changes":${changes}}`
}

const bytes = (value: Buffer) => `\\x${value.toString('hex')}`
