import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { inDirectory, isInGoodStanding, isShownTo } from '../people/index.ts'
import { cannotReview, standsApart } from './review.ts'
import type { ReviewRow } from './views.ts'

/**
 * Whom an actor may have review a project: members with an account whom they find in the directory, and never themselves. Whoever
 * applies is left out once nothing comes in any more: before that it would tell who applies, and they stand apart anyway. `p` is the view people.
 */
export function candidatesFor(
  { tenantId, projectId, status }: Pick<ReviewRow, 'tenantId' | 'projectId' | 'status'>,
  actor: Actor,
  now: Date,
  { withApplicants = false } = {},
): Sql {
  const isOpen = status === 'draft' || status === 'published'
  return sql`p.tenant_id = ${tenantId}::uuid AND p.account_id IS NOT NULL AND ${isInGoodStanding(now, inDirectory)}
    AND EXISTS (SELECT 1 FROM directory_people d WHERE d.tenant_id = p.tenant_id AND d.person_id = p.person_id
      AND ${isShownTo(sql`d.shown_to`, actor, now, inDirectory)})
    AND p.person_id IS DISTINCT FROM ${personBehind(actor)}::uuid
    ${
      isOpen || withApplicants ? empty : sql`AND NOT ${appliesFor({ tenantId, projectId }, sql`p.person_id`)}`
    }`
}

/** Who has handed in something for a project, withdrawn or not, or acts for a company that has. */
export function appliesFor(
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
  person: Sql,
): Sql {
  return sql`EXISTS (SELECT FROM project_applicants a
    WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND a.person_id = ${person})`
}

/**
 * Refuses whoever stands apart, with words for what is known. Whoever applies is refused from the end on, and without the reason;
 * before it they pass, as a refusal would tell that they apply. They see nothing of the review meanwhile, and leave it at the end.
 */
export async function requireMayReview(
  run: RunSql,
  { tenantId, projectId, status }: Pick<ReviewRow, 'tenantId' | 'projectId' | 'status'>,
  personId: string,
): Promise<void> {
  const [known] = await run<{ hasConflict: boolean; applies: boolean }>(sql`
    SELECT EXISTS (SELECT FROM review_conflicts f WHERE f.tenant_id = ${tenantId}::uuid AND f.project_id = ${projectId}::uuid
        AND f.person_id = ${personId}::uuid AND f.application_id IS NULL AND f.lifted_at IS NULL) AS "hasConflict",
      ${appliesFor({ tenantId, projectId }, sql`${personId}::uuid`)} AS applies`)
  if (known?.hasConflict) throw standsApart()
  if (known?.applies && status !== 'draft' && status !== 'published') throw cannotReview()
}
