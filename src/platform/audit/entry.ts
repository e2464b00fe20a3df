import { createHash } from 'node:crypto'

/** A row of audit_entries, named as its columns. */
export interface AuditEntryRow {
  id: string
  tenant_id: string | null
  occurred_at: Date
  format: number
  operation: string
  category: string
  severity: string
  compliance: boolean
  outcome: 'done' | 'refused'
  reason: string | null
  actor_kind: string
  system_reason: string | null
  account_id: string | null
  person_id: string | null
  session_id: string | null
  grant_id: string | null
  role: string | null
  on_behalf_of: string | null
  request_id: string
  origin_key: string | null
  origin: Buffer | null
  /** As text: the hash is of these very letters. */
  changes: string
  suppressed: number
  /** The API token by which an account acted. */
  token_id: string | null
}

/** How `hashOf` works now. An entry keeps the number that it was made with. */
export const entryFormat = 2

/** What came with a format is part of the hash from that format on. */
const since: ReadonlyArray<readonly [format: number, column: keyof AuditEntryRow]> = [[2, 'token_id']]

/** Of every column, ciphertext included: a destroyed key takes nothing away from what is hashed. */
export function hashOf(row: AuditEntryRow): Buffer {
  const columns = [
    row.format,
    row.id,
    row.tenant_id,
    row.occurred_at.toISOString(),
    row.operation,
    row.category,
    row.severity,
    row.compliance,
    row.outcome,
    row.reason,
    row.actor_kind,
    row.system_reason,
    row.account_id,
    row.person_id,
    row.session_id,
    row.grant_id,
    row.role,
    row.on_behalf_of,
    row.request_id,
    row.origin_key,
    row.origin === null ? null : row.origin.toString('hex'),
    row.changes,
    row.suppressed,
    ...since.filter(([format]) => row.format >= format).map(([, column]) => row[column]),
  ]
  return createHash('sha256').update(JSON.stringify(columns)).digest()
}

/** The chain of entries that belong to no tenant. */
export const commonChain = '00000000-0000-0000-0000-000000000000'
