import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import { lockDecision } from './decision-row.ts'
import type { Asking } from './review-row.ts'
import type { AppealRow, ReviewRow } from './views.ts'

/** Who decided, agreed to or reviewed anything of a project: they hear none of its appeals. */
export async function whoTookPart(
  run: RunSql,
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
): Promise<ReadonlySet<string>> {
  const rows = await run<{ personId: string }>(sql`
    SELECT n.id AS "personId" FROM review_decisions d, unnest(ARRAY[d.decided_by, d.second_by]) AS n(id)
      WHERE d.tenant_id = ${tenantId}::uuid AND d.project_id = ${projectId}::uuid AND n.id IS NOT NULL
    UNION SELECT c.person_id FROM review_sheets c
      WHERE c.tenant_id = ${tenantId}::uuid AND c.project_id = ${projectId}::uuid AND c.status <> 'excused'`)
  return new Set(rows.map(({ personId }) => personId))
}

/**
 * Who has no part in a review, or in what is said of one application: whoever stands too close, and whoever has handed in
 * something for the project, or acts for a company that has, withdrawn or not.
 */
export async function whoStandsApart(
  run: RunSql,
  {
    tenantId,
    projectId,
    applicationId,
  }: Pick<ReviewRow, 'tenantId' | 'projectId'> & { applicationId: string | null },
): Promise<string[]> {
  const rows = await run<{ personId: string }>(sql`
    SELECT f.person_id AS "personId" FROM review_conflicts f WHERE f.tenant_id = ${tenantId}::uuid AND f.project_id = ${projectId}::uuid
      AND f.lifted_at IS NULL AND (f.application_id IS NULL OR f.application_id = ${applicationId}::uuid)
    UNION SELECT a.person_id FROM project_applicants a
      WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid`)
  return rows.map(({ personId }) => personId)
}

/** An appeal with the decision that it is against; the project is held until the commit. */
export async function lockAppeal(
  run: RunSql,
  asking: Asking,
  appealId: string,
  condition: Sql,
): Promise<AppealRow | null> {
  const read = async () => {
    const [found] = await run<{ decisionId: string; status: AppealRow['appealStatus'] }>(sql`
      SELECT e.decision_id AS "decisionId", e.status FROM appeals e WHERE e.id = ${appealId}::uuid`)
    return found
  }
  const seen = await read()
  const row = seen && (await lockDecision(run, asking, seen.decisionId, condition))
  const appeal = row && (await read())
  if (!row || !appeal) return null
  const tookPart = await whoTookPart(run, row)
  return { ...row, appealStatus: appeal.status, hasTakenPart: tookPart.has(personBehind(asking.actor) ?? '') }
}
