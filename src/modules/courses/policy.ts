import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, authorityFor, pathsWith, personBehind } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { inDirectory, isInGoodStanding, isMember, isShownTo } from '../people/index.ts'
import { draftedAlready, noDraft, notWriter, type Step, stepFault } from './course.ts'
import type { CourseRow } from './views.ts'

export const permissions = {
  'courses.manage': {
    may: 'draft courses of their units, publish them, retire them and say who writes them',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** Where an actor looks after courses. `u` is unit_places. */
export function managedUnits(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'courses.manage', now)}::ltree[])`
}

/** What an actor is offered to learn. `c` is the courses table, `u` the unit_places of their units. */
export function findableCourses(actor: Actor, now: Date): Sql {
  const offered = sql`c.tenant_id = ${actor.tenantId}::uuid AND c.status = 'published'`
  if (actor.kind === 'system') return offered
  if (!isMember(actor, now)) return sql`${offered} AND c.visibility = 'public'`
  return sql`${offered} AND (c.visibility IN ('public', 'members') OR EXISTS (
    SELECT 1 FROM unit_members m JOIN unit_places w ON w.tenant_id = m.tenant_id AND w.unit_id = m.unit_id
    WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${actor.personId}::uuid AND m.ended_at IS NULL AND w.path <@ u.path))`
}

/** Whether an actor is named as one who writes it. `c` is the courses table. */
export function isWriter(actor: Actor): Sql {
  return sql`EXISTS (SELECT FROM course_authors a WHERE a.tenant_id = c.tenant_id AND a.course_id = c.id
    AND a.person_id = ${personBehind(actor)}::uuid AND a.may_write)`
}

/** The courses that an actor writes or looks after. */
export function writtenCourses(actor: Actor, now: Date): Sql {
  return sql`((${managedUnits(actor, now)}) OR (c.tenant_id = ${actor.tenantId}::uuid AND ${isWriter(actor)}))`
}

/** All that an actor may see of courses. */
export function visibleCourses(actor: Actor, now: Date): Sql {
  return sql`(${findableCourses(actor, now)} OR ${writtenCourses(actor, now)})`
}

export function mayWrite(actor: Actor, { isWriter, unitPath }: CourseRow, now: Date): boolean {
  return actor.kind === 'system' || isWriter || authorityFor(actor, 'courses.manage', unitPath, now) !== null
}

/** Whom an actor may name as an author of a course: members with an account whom they find in the directory. `p` is the view people. */
export function authorsToName({ tenantId }: Pick<CourseRow, 'tenantId'>, actor: Actor, now: Date): Sql {
  return sql`p.tenant_id = ${tenantId}::uuid AND p.account_id IS NOT NULL AND ${isInGoodStanding(now, inDirectory)}
    AND EXISTS (SELECT 1 FROM directory_people d WHERE d.tenant_id = p.tenant_id AND d.person_id = p.person_id
      AND ${isShownTo(sql`d.shown_to`, actor, now, inDirectory)})`
}

export const onlyWriters: Rule<CourseRow> = (actor, course, now) =>
  mayWrite(actor, course, now) ? null : notWriter()

/** What learners have begun is not changed under their eyes: it is changed in a draft. */
export const onlyInDrafts: Rule<CourseRow> = (actor, course, now) =>
  onlyWriters(actor, course, now) ?? (course.draftId === null ? noDraft() : null)

/** One draft at a time: two would have to be made one again. */
export const onlyWithoutDraft: Rule<CourseRow> = (actor, course, now) =>
  onlyWriters(actor, course, now) ?? (course.draftId === null ? null : draftedAlready())

export const onlyWithADraft: Rule<CourseRow> = (_actor, course) =>
  course.draftId === null ? noDraft() : null

export const onlyWhere =
  (step: Step): Rule<CourseRow> =>
  (_actor, course) =>
    stepFault(step, course)

export const onlyWithDraft =
  (step: Step): Rule<CourseRow> =>
  (_actor, course) =>
    stepFault(step, course) ?? (course.draftId === null ? noDraft() : null)
