import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { invalid } from '../../platform/errors.ts'
import type { WeighedItem } from './contract.ts'
import { decidedAlready, isOpen, type Outcome } from './review.ts'
import type { Asking } from './review-row.ts'
import type { DecisionRow, WeighedRow } from './views.ts'
import { findWeighed } from './weighed-row.ts'

/** Those that are to be decided about; all of them are there and open, or nothing is done to any. */
export function requireOpen(
  items: readonly WeighedItem[],
  applicationIds: readonly string[],
  outcome: Outcome,
): WeighedItem[] {
  const chosen = applicationIds.map((id) => items.find(({ applicationId }) => applicationId === id))
  const missing = chosen.flatMap((item, index) =>
    item ? [] : [{ pointer: `/applicationIds/${index}`, code: 'notOffered', message: '' }],
  )
  if (missing.length > 0) throw invalid(missing)
  const found = chosen.filter((item) => item !== undefined)
  const canBe = (item: WeighedItem) =>
    isDecidable(item) && (item.status !== 'reserve' || outcome !== 'reserve')
  if (!found.every(canBe)) throw decidedAlready()
  return found
}

/** Nothing is decided about it, or it is in reserve; and no decision waits for a second person. */
export function isDecidable({ status, decision }: Pick<WeighedItem, 'status' | 'decision'>): boolean {
  return decision?.status !== 'proposed' && (isOpen(status) || status === 'reserve')
}

/** A decision as far as a condition lets its application be seen; its project is held until the commit. */
export async function lockDecision(
  run: RunSql,
  asking: Asking,
  decisionId: string,
  condition: Sql,
): Promise<DecisionRow | null> {
  const read = async () => {
    const [found] = await run<DecisionRow['decision'] & { applicationId: string }>(sql`
      SELECT d.id, d.application_id AS "applicationId", d.outcome, d.status, d.reason, d.feedback, d.decided_by AS "decidedBy",
        d.second_by AS "secondBy", d.final_at AS "finalAt" FROM review_decisions d WHERE d.id = ${decisionId}::uuid`)
    return found
  }
  const seen = await read()
  const row = seen && (await findWeighed(run, asking, seen.applicationId, condition, { locked: true }))
  const decision = row && (await read())
  return row && decision ? { ...row, decision } : null
}

/** The decision that holds about an application. */
export async function standingDecision(
  run: RunSql,
  { tenantId, applicationId }: Pick<WeighedRow, 'tenantId' | 'applicationId'>,
): Promise<{ id: string; finalAt: Date } | null> {
  const [decision] = await run<{ id: string; finalAt: Date }>(sql`
    SELECT d.id, d.final_at AS "finalAt" FROM review_decisions d WHERE d.tenant_id = ${tenantId}::uuid
      AND d.application_id = ${applicationId}::uuid AND d.status = 'final'`)
  return decision ?? null
}
