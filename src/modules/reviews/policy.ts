import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { isRunning, mayChangeRubric, notRunning, rubricFixed } from './review.ts'
import type { ReviewRow } from './views.ts'

export const permissions = {
  'reviews.read': {
    may: 'see how projects of their units are reviewed and decided',
    heldBy: ['manager', 'administrator'],
    closedToVisits: true,
  },
  'reviews.manage': {
    may: 'say how projects of their units are reviewed and by whom, and decide about applications',
    heldBy: ['manager', 'administrator'],
    implies: ['reviews.read'],
    closedToVisits: true,
  },
  'reviews.rule': {
    may: 'say above which amount an award takes two people',
    heldBy: ['administrator'],
  },
} as const satisfies Permissions

/** Who has declared to stand too close to a project sees nothing of its review, whatever else they may. `j` is project_places. */
function standsApart(actor: Actor): Sql {
  if (actor.kind !== 'account') return sql`true`
  return sql`NOT EXISTS (SELECT 1 FROM review_conflicts f WHERE f.tenant_id = j.tenant_id AND f.project_id = j.project_id
    AND f.person_id = ${actor.personId}::uuid AND f.lifted_at IS NULL)`
}

/** Reviews that an actor sees by their office. `j` is project_places, `u` the unit_places of their units. */
export function overseenReviews(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'reviews.read', now)}::ltree[])
    AND ${standsApart(actor)}`
}

/** Reviews that an actor takes part in. */
export function ownReviews(actor: Actor): Sql {
  if (actor.kind !== 'account') return sql`false`
  return sql`j.tenant_id = ${actor.tenantId}::uuid AND EXISTS (SELECT 1 FROM reviewers w WHERE w.tenant_id = j.tenant_id
    AND w.project_id = j.project_id AND w.person_id = ${actor.personId}::uuid AND w.ended_at IS NULL) AND ${standsApart(actor)}`
}

/** What is weighed, and what is hidden, is settled before anybody looks. */
export const beforeReview: Rule<ReviewRow> = (_actor, { status }) =>
  mayChangeRubric(status) ? null : rubricFixed()

export const whileRunning: Rule<ReviewRow> = (_actor, { status }) => (isRunning(status) ? null : notRunning())
