import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { FileRow } from './application.ts'
import { filesOf } from './application-row.ts'
import { type BidDocument, readDocument } from './document.ts'

export interface BidRow {
  number: number
  document: string | null
  isSealed: boolean
  hash: string
  submittedAt: Date
}

/** The bid that counts. */
export async function currentBid(
  run: RunSql,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<BidRow | null> {
  const [bid] = await run<BidRow>(sql`
    SELECT b.number, b.document, b.sealed IS NOT NULL AS "isSealed", encode(b.hash, 'hex') AS hash, b.submitted_at AS "submittedAt"
    FROM bids b WHERE b.tenant_id = ${tenantId}::uuid AND b.application_id = ${id}::uuid AND b.ended_at IS NULL`)
  return bid ?? null
}

/**
 * What was handed in, for rooms in which it is weighed: they have judged already who reads it. Null where nothing counts,
 * or what does cannot be read yet.
 */
export async function bidOf(
  run: RunSql,
  tenantId: string,
  applicationId: string,
): Promise<{
  number: number
  submittedAt: Date
  hash: string
  document: BidDocument
  files: FileRow[]
} | null> {
  const [bid, files] = await Promise.all([
    currentBid(run, { tenantId, id: applicationId }),
    filesOf(run, { tenantId, id: applicationId }),
  ])
  if (!bid || bid.document === null) return null
  const { number, submittedAt, hash, document } = bid
  return {
    number,
    submittedAt,
    hash,
    document: readDocument(document),
    files: files.filter(({ inBid }) => inBid),
  }
}
