import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { CriterionReply } from './contract.ts'
import { overseenReviews, ownReviews } from './policy.ts'
import { isLooser } from './review.ts'
import { asOf, type ReviewRow, reviewColumns } from './views.ts'

export interface Asking {
  actor: Actor
  now: Date
}

/** Projects with their units and, where there is one, with what was said of their review. */
export const reviewedProjects: Sql = sql`project_places j JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
  LEFT JOIN reviews v ON v.project_id = j.project_id`

/** The review of a project as far as whoever asks oversees it. */
export function findReview(run: RunSql, asking: Asking, projectId: string): Promise<ReviewRow | null> {
  return findWhere(run, asking, projectId, overseenReviews(asking.actor, asking.now))
}

/**
 * The same held until the commit: what is done in one review comes one after the other, and its project takes no step
 * meanwhile.
 */
export async function lockReview(run: RunSql, asking: Asking, projectId: string): Promise<ReviewRow | null> {
  await holdProject(run, asking.actor.tenantId, projectId)
  return findReview(run, asking, projectId)
}

/** The review of a project that whoever asks takes part in. */
export function findOwnReview(run: RunSql, asking: Asking, projectId: string): Promise<ReviewRow | null> {
  return findWhere(run, asking, projectId, ownReviews(asking.actor))
}

/** For those who oversee it and those who take part in it alike. */
export async function lockEitherReview(
  run: RunSql,
  asking: Asking,
  projectId: string,
): Promise<ReviewRow | null> {
  await holdProject(run, asking.actor.tenantId, projectId)
  return findWhere(
    run,
    asking,
    projectId,
    sql`((${overseenReviews(asking.actor, asking.now)}) OR (${ownReviews(asking.actor)}))`,
  )
}

async function findWhere(
  run: RunSql,
  { now }: Asking,
  projectId: string,
  condition: Sql,
): Promise<ReviewRow | null> {
  const [review] = await run<ReviewRow>(sql`
    SELECT ${reviewColumns} FROM ${reviewedProjects} WHERE j.project_id = ${projectId}::uuid AND ${condition}`)
  return review ? asOf(review, now) : null
}

async function holdProject(run: RunSql, tenantId: string | null, projectId: string): Promise<void> {
  await run(sql`
    SELECT 1 FROM project_places j WHERE j.project_id = ${projectId}::uuid
      ${tenantId === null ? empty : sql`AND j.tenant_id = ${tenantId}::uuid`} FOR NO KEY UPDATE`)
}

export function criteriaOf(
  run: RunSql,
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
): Promise<CriterionReply[]> {
  return run<CriterionReply>(sql`
    SELECT c.id, c.name, c.guidance, c.weight, c.most_points AS "mostPoints" FROM review_criteria c
    WHERE c.tenant_id = ${tenantId}::uuid AND c.project_id = ${projectId}::uuid ORDER BY c.position`)
}

/**
 * Above what an award of a project takes two people: the project's own word where it is stricter, else what the association said when
 * nothing came in any more. Whoever changes that later changes nothing for what is being decided.
 */
export async function approvalOf(
  run: RunSql,
  {
    tenantId,
    currency,
    approvalAbove,
    closedAt,
    deadline,
  }: Pick<ReviewRow, 'tenantId' | 'currency' | 'approvalAbove' | 'closedAt' | 'deadline'>,
  now: Date,
): Promise<{ above: number; currency: string; isOwn: boolean } | null> {
  const endedAt = closedAt ?? (deadline !== null && deadline < now ? deadline : now)
  const rule = await ruleOf(run, tenantId, endedAt)
  if (approvalAbove !== null && currency !== null && !isLooser({ approvalAbove, currency }, rule))
    return { above: approvalAbove, currency, isOwn: true }
  return rule ? { above: rule.approvalAbove, currency: rule.currency, isOwn: false } : null
}

/** What was awarded for a project so far, or waits for its second person, in one currency: the limit is of all of it together. */
export async function awardedSoFar(
  run: RunSql,
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
  currency: string | undefined,
): Promise<number> {
  const [found] = await run<{ sum: number }>(sql`
    SELECT coalesce(sum(a.total), 0)::float8 AS sum FROM review_decisions d
    JOIN submitted_applications a ON a.tenant_id = d.tenant_id AND a.application_id = d.application_id
    WHERE d.tenant_id = ${tenantId}::uuid AND d.project_id = ${projectId}::uuid AND d.outcome = 'awarded'
      AND d.status IN ('proposed', 'final') AND a.currency = ${currency ?? null}`)
  return found?.sum ?? 0
}

/** What the association said of it at a moment; null where it said nothing. */
export async function ruleOf(
  run: RunSql,
  tenantId: string | null,
  at: Date,
): Promise<{ currency: string; approvalAbove: number } | null> {
  const [rule] = await run<{ currency: string | null; approvalAbove: number | null }>(sql`
    SELECT l.currency, l.approval_above::float8 AS "approvalAbove" FROM review_rules l
    WHERE l.tenant_id = ${tenantId}::uuid AND l.changed_at <= ${at} ORDER BY l.changed_at DESC, l.id DESC LIMIT 1`)
  const { currency = null, approvalAbove = null } = rule ?? {}
  return currency === null || approvalAbove === null ? null : { currency, approvalAbove }
}
