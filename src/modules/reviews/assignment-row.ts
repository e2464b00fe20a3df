import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { noMarks } from './marks.ts'
import type { ReviewRow } from './views.ts'

type OfProject = Pick<ReviewRow, 'tenantId' | 'projectId'>

/** Reviewers of a project who stand apart from nothing of it as a whole. */
export async function ableReviewers(run: RunSql, { tenantId, projectId }: OfProject): Promise<string[]> {
  const rows = await run<{ personId: string }>(sql`
    SELECT w.person_id AS "personId" FROM reviewers w
    WHERE w.tenant_id = ${tenantId}::uuid AND w.project_id = ${projectId}::uuid AND w.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM review_conflicts f WHERE f.tenant_id = w.tenant_id AND f.project_id = w.project_id
        AND f.person_id = w.person_id AND f.application_id IS NULL AND f.lifted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM project_applicants a
        WHERE a.tenant_id = w.tenant_id AND a.project_id = w.project_id AND a.person_id = w.person_id)
    ORDER BY w.appointed_at, w.id`)
  return rows.map(({ personId }) => personId)
}

/** Who stands too close to which application, as `<application> <person>`; excuses count for good. */
export async function barredPairs(
  run: RunSql,
  { tenantId, projectId }: OfProject,
): Promise<ReadonlySet<string>> {
  const rows = await run<{ pair: string }>(sql`
    SELECT f.application_id || ' ' || f.person_id AS pair FROM review_conflicts f
    WHERE f.tenant_id = ${tenantId}::uuid AND f.project_id = ${projectId}::uuid AND f.application_id IS NOT NULL
      AND f.lifted_at IS NULL`)
  return new Set(rows.map(({ pair }) => pair))
}

/** Gives applications to reviewers. Whoever was excused from one, and may review it after all, goes on with the sheet they had. */
export function openSheets(
  run: RunSql,
  { tenantId, projectId }: OfProject,
  given: ReadonlyArray<{ applicationId: string; personId: string }>,
  { assignedBy, now }: { assignedBy: string | null; now: Date },
): Promise<Array<{ id: string }>> {
  return run<{ id: string }>(sql`
    INSERT INTO review_sheets (id, tenant_id, project_id, application_id, person_id, marks, assigned_by, assigned_at)
    SELECT g.id, ${tenantId}::uuid, ${projectId}::uuid, g.application_id, g.person_id, ${JSON.stringify(noMarks)}::jsonb,
      ${assignedBy}::uuid, ${now}::timestamptz
    FROM unnest(${given.map(() => newId(now.getTime()))}::uuid[], ${given.map(({ applicationId }) => applicationId)}::uuid[],
      ${given.map(({ personId }) => personId)}::uuid[]) AS g (id, application_id, person_id)
    ON CONFLICT (tenant_id, application_id, person_id) DO UPDATE
      SET status = 'open', assigned_by = EXCLUDED.assigned_by, assigned_at = EXCLUDED.assigned_at
      WHERE review_sheets.status = 'excused'
    RETURNING id`)
}
