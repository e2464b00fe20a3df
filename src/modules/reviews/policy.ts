import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { bidsMayBeRead } from '../applications/index.ts'
import {
  decidedAlready,
  handedIn,
  heardAlready,
  isOpen,
  isRunning,
  isWeighing,
  mayChangeRubric,
  notInReview,
  notProposed,
  notRunning,
  ownDecision,
  rubricFixed,
  settingsFixed,
  stillSealed,
  undecided,
} from './review.ts'
import type { AppealRow, DecisionRow, OwnSheet, RecordableRow, ReviewRow, WeighedRow } from './views.ts'

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

/**
 * Who has declared to stand too close to a project, and who has handed in something for it, or acts for a company that has,
 * withdrawn or not, sees nothing of its review, whatever else they may. `j` is project_places.
 */
function standsApart(actor: Actor): Sql {
  if (actor.kind !== 'account') return sql`true`
  return sql`NOT EXISTS (SELECT 1 FROM review_conflicts f WHERE f.tenant_id = j.tenant_id AND f.project_id = j.project_id
      AND f.person_id = ${actor.personId}::uuid AND f.application_id IS NULL AND f.lifted_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM project_applicants o WHERE o.tenant_id = j.tenant_id AND o.project_id = j.project_id
      AND o.person_id = ${actor.personId}::uuid)`
}

/** What holds of an application that an actor stands too close to. `a` is submitted_applications. */
export function standsApartFrom(actor: Actor): Sql {
  if (actor.kind !== 'account') return sql`false`
  return sql`EXISTS (SELECT 1 FROM review_conflicts f WHERE f.tenant_id = a.tenant_id AND f.project_id = a.project_id
    AND f.application_id = a.application_id AND f.person_id = ${actor.personId}::uuid AND f.lifted_at IS NULL)`
}

/** Reviews that an actor sees by their office. `j` is project_places, `u` the unit_places of their units. */
export function overseenReviews(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'reviews.read', now)}::ltree[])
    AND ${standsApart(actor)}`
}

/** Applications that an actor sees by their office: none before the end. `j` is project_places, `u` the unit_places of their units. */
export function overseenApplications(actor: Actor, now: Date): Sql {
  return sql`${overseenReviews(actor, now)} AND ${bidsMayBeRead(now)}`
}

/** Reviews that an actor takes part in. */
export function ownReviews(actor: Actor): Sql {
  if (actor.kind !== 'account') return sql`false`
  return sql`j.tenant_id = ${actor.tenantId}::uuid AND EXISTS (SELECT 1 FROM reviewers w WHERE w.tenant_id = j.tenant_id
    AND w.project_id = j.project_id AND w.person_id = ${actor.personId}::uuid AND w.ended_at IS NULL) AND ${standsApart(actor)}`
}

/** Applications that an actor was given to review. `j` is project_places, `a` submitted_applications. */
export function assignedReviews(actor: Actor): Sql {
  if (actor.kind !== 'account') return sql`false`
  return sql`${ownReviews(actor)} AND EXISTS (SELECT 1 FROM review_sheets c WHERE c.tenant_id = a.tenant_id
    AND c.application_id = a.application_id AND c.person_id = ${actor.personId}::uuid AND c.status <> 'excused')`
}

/** What is hidden, how long one may appeal and what takes two people is settled before anybody can apply. */
export const beforePublication: Rule<ReviewRow> = (_actor, { status }) =>
  status === 'draft' ? null : settingsFixed()

export const whileRubricMayChange: Rule<ReviewRow> = (_actor, review) =>
  mayChangeRubric(review) ? null : rubricFixed()

/** Whoever stands too close says so as long as anything is decided, appeals among it. */
export const untilCancelled: Rule<ReviewRow> = (_actor, { status }) =>
  status === 'cancelled' ? notRunning() : null

export const whileRunning: Rule<ReviewRow> = (_actor, { status }) => (isRunning(status) ? null : notRunning())

/** What comes in is weighed once the review has begun, and until it is over; what is sealed once its witnesses have opened it. */
export const whileWeighing: Rule<ReviewRow> = (_actor, { status, isSealed }) => {
  if (!isWeighing(status)) return notInReview()
  return isSealed ? stillSealed() : null
}

/** A sheet is written on until it is handed in, or its application is decided. */
export const whileMarking: Rule<OwnSheet> = (actor, own, now) =>
  whileWeighing(actor, own, now) ??
  (own.sheet.status === 'open' ? null : handedIn()) ??
  (isOpen(own.applicationStatus) ? null : decidedAlready())

/** Questions are asked and answered until it is decided. */
export const whileClarifying: Rule<WeighedRow> = (actor, row, now) =>
  whileWeighing(actor, row, now) ?? (isOpen(row.applicationStatus) ? null : decidedAlready())

/** Two people award above the limit, and they are two. Of a project that was cancelled meanwhile nothing is awarded. */
export const ifProposedByAnother: Rule<DecisionRow> = (actor, { status, decision }) => {
  if (decision.status !== 'proposed') return notProposed()
  if (!isWeighing(status)) return notInReview()
  return actor.kind === 'account' && actor.personId === decision.decidedBy ? ownDecision() : null
}

/** A record names everybody: it is made when nobody weighs any more. */
export const onceDecided: Rule<RecordableRow> = (_actor, { isDecided }) => (isDecided ? null : undecided())

/** Nobody judges about a procurement in which they have judged already. */
export const ifOpenAndDecidedByOthers: Rule<AppealRow> = (_actor, { appealStatus, hasTakenPart }) => {
  if (appealStatus !== 'open') return heardAlready()
  return hasTakenPart ? ownDecision() : null
}
