import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import { personOf } from '../../platform/policy/actor.ts'
import type { MessageReply } from './contract.ts'
import { ownReviews } from './policy.ts'
import type { Asking } from './review-row.ts'
import type { OwnSheet, SheetRow, WeighedRow } from './views.ts'
import { findWeighed } from './weighed-row.ts'

/** A sheet of whoever asks, with what it is about. Locked, its project takes no step meanwhile. */
export async function findOwnSheet(
  run: RunSql,
  asking: Asking,
  sheetId: string,
  { locked = false } = {},
): Promise<OwnSheet | null> {
  const find = async () => {
    const [found] = await run<SheetRow & { applicationId: string }>(sql`
      SELECT c.id, c.person_id AS "personId", c.status, c.marks, c.note, c.total, c.version, c.application_id AS "applicationId"
      FROM review_sheets c WHERE c.id = ${sheetId}::uuid AND c.tenant_id = ${asking.actor.tenantId}::uuid
        AND c.person_id = ${personOf(asking.actor)}::uuid AND c.status <> 'excused'`)
    return found
  }
  const seen = await find()
  if (!seen) return null
  const row = await findWeighed(run, asking, seen.applicationId, ownReviews(asking.actor), { locked })
  if (!row) return null
  const { applicationId: _, ...sheet } = (locked ? await find() : seen) ?? seen
  // What is edited is the sheet: its version is what an edit has to name, not that of the review.
  return { ...row, version: sheet.version, sheet }
}

export function sheetsOf(
  run: RunSql,
  { tenantId, applicationId }: Pick<WeighedRow, 'tenantId' | 'applicationId'>,
  { except = null as string | null, handedIn = false } = {},
): Promise<Array<SheetRow & { name: string }>> {
  return run(sql`
    SELECT c.id, c.person_id AS "personId", coalesce(p.display_name, '') AS name, c.status, c.marks, c.note, c.total, c.version
    FROM review_sheets c LEFT JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.person_id
    WHERE c.tenant_id = ${tenantId}::uuid AND c.application_id = ${applicationId}::uuid
      ${except === null ? empty : sql`AND c.id <> ${except}::uuid`} ${handedIn ? sql`AND c.status = 'handedIn'` : empty}
    ORDER BY c.assigned_at, c.id`)
}

/** What was asked and answered, without who asked: applicants read it too. */
export function messagesOf(
  run: RunSql,
  { tenantId, applicationId }: Pick<WeighedRow, 'tenantId' | 'applicationId'>,
): Promise<MessageReply[]> {
  return run<MessageReply>(sql`
    SELECT m.id, m.from_applicant AS "fromApplicant", m.body, m.sent_at AS "sentAt" FROM clarifications m
    WHERE m.tenant_id = ${tenantId}::uuid AND m.application_id = ${applicationId}::uuid ORDER BY m.sent_at, m.id LIMIT 500`)
}
