import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, authorityFor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { isMember } from '../people/index.ts'
import { notDraft, type Step, standsApart, stepFault, stillDraft } from './project.ts'
import { type AskedQuestion, looksAfterIt, questionFault } from './question.ts'
import type { ProjectRow } from './views.ts'

export const permissions = {
  'projects.manage': {
    may: 'draft projects of their units, publish, close and cancel them',
    heldBy: ['manager', 'administrator'],
  },
  'projects.sort': { may: 'say by which categories projects are sorted', heldBy: ['administrator'] },
} as const satisfies Permissions

/** Where an actor looks after projects, drafts among them. `u` is unit_places. */
export function managedUnits(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'projects.manage', now)}::ltree[])`
}

/**
 * What an actor finds once it is published: all may find what is public, members what is meant for them, those of a grade what is meant for that one, and those of a
 * unit, and of what is below it, what is meant for that one; and each member what they are invited to. What somebody belongs to is asked once
 * for all projects. `j` is the projects table, `u` the unit_places of their units.
 */
export function findableProjects(actor: Actor, now: Date): Sql {
  const offered = sql`j.tenant_id = ${actor.tenantId}::uuid AND j.status <> 'draft'`
  if (actor.kind === 'system') return offered
  if (!isMember(actor, now)) return sql`${offered} AND j.visibility = 'public'`
  return sql`${offered} AND (j.visibility IN ('public', 'members')
    OR (j.visibility = 'grades' AND j.grades && ARRAY(
      SELECT g.key FROM person_classes g WHERE g.tenant_id = ${actor.tenantId}::uuid AND g.person_id = ${actor.personId}::uuid AND g.facet = 'grade'))
    OR (j.visibility = 'unit' AND u.path @> ANY(ARRAY(
      SELECT w.path FROM unit_members m JOIN unit_places w ON w.tenant_id = m.tenant_id AND w.unit_id = m.unit_id
      WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${actor.personId}::uuid AND m.ended_at IS NULL))) OR ${isInvited(actor)})`
}

/**
 * Whether somebody is invited, as themselves or for a company that they act for. Asked once for all projects. `j` is the projects
 * table.
 */
export function isInvited(actor: Actor): Sql {
  if (actor.kind !== 'account' || actor.personId === null) return sql`false`
  return sql`j.id IN (
    SELECT i.project_id FROM project_invitations i
      WHERE i.tenant_id = ${actor.tenantId}::uuid AND i.person_id = ${actor.personId}::uuid AND i.ended_at IS NULL
    UNION ALL SELECT i.project_id FROM company_agents g JOIN project_invitations i ON i.tenant_id = g.tenant_id AND i.company_id = g.company_id
      WHERE g.tenant_id = ${actor.tenantId}::uuid AND g.person_id = ${actor.personId}::uuid AND i.ended_at IS NULL)`
}

/** All that an actor may see of projects, by their office or like everybody. */
export function visibleProjects(actor: Actor, now: Date): Sql {
  return sql`(${findableProjects(actor, now)} OR (${managedUnits(actor, now)}))`
}

/** What others have found already is not changed under their eyes. */
export const onlyDrafts: Rule<ProjectRow> = (_actor, { status }) => (status === 'draft' ? null : notDraft())

/** A draft is changed freely, what others have found by an addendum as long as it is open. */
export const onlyChangeable: Rule<ProjectRow> = (_actor, project, now) =>
  project.status === 'draft' ? null : stepFault('amend', project, now)

/** Who answers asks nothing: all who find the project would take it for the question of somebody who may apply. */
export const onlyAskers: Rule<ProjectRow> = (actor, project, now) =>
  authorityFor(actor, 'projects.manage', project.unitPath, now) !== null
    ? looksAfterIt()
    : stepFault('amend', project, now)

export const onlyOpenQuestions: Rule<AskedQuestion> = (_actor, question, now) => questionFault(question, now)

/** A draft may still be discarded, with nothing that hangs on it. */
export const onlyPublished: Rule<ProjectRow> = (_actor, { status }) =>
  status === 'draft' ? stillDraft() : null

/** Whoever applies for a project, or stands too close to it, leaves to others when it ends and what comes after. */
export const onlyByOthers =
  (step: Step): Rule<ProjectRow> =>
  (_actor, project, now) =>
    stepFault(step, project, now) ?? (project.isApart ? standsApart() : null)

export const onlyWhere =
  (step: Step): Rule<ProjectRow> =>
  (_actor, project, now) =>
    stepFault(step, project, now)
