import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type AccountActor, type Actor, pathsWith, personBehind } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import {
  type ApplicationRow,
  mayNotApply,
  nothingWritten,
  openFault,
  type Step,
  setAside,
  stepFault,
} from './application.ts'

export const permissions = {
  'applications.read': {
    may: 'read what was handed in for projects of their units',
    heldBy: ['manager', 'administrator'],
    closedToVisits: true,
  },
  'applications.seal': {
    may: 'have bids for projects of their units sealed, and name the witnesses who open them',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/**
 * Those that are somebody’s own: as a person, or as one who acts for a company. `a` is the applications table, or the view
 * submitted_applications.
 */
export function ownApplications(actor: Actor, a: Sql = sql`a`): Sql {
  if (actor.kind !== 'account' || actor.personId === null) return sql`false`
  return sql`(${a}.tenant_id = ${actor.tenantId}::uuid AND (${a}.person_id = ${actor.personId}::uuid OR (${a}.company_id IS NOT NULL AND EXISTS (
    SELECT FROM company_agents g WHERE g.tenant_id = ${a}.tenant_id AND g.company_id = ${a}.company_id AND g.person_id = ${actor.personId}::uuid))))`
}

/**
 * Projects whose bids may be read by others than their applicants: nothing comes in for them any more. Of one that was cancelled
 * before that nobody reads them ever. `j` is project_places.
 */
export function bidsMayBeRead(now: Date, j: Sql = sql`j`): Sql {
  return sql`(${j}.closed_at IS NOT NULL OR (${j}.status = 'published' AND ${j}.deadline <= ${now}))`
}

/**
 * What staff see of the applications of their units: nothing before the end, sealed or not, nothing of what is still being written, and
 * nothing where they have handed in something themselves, withdrawn or not, stand too close, or review without seeing all. `j` is the project_places, `u` the unit_places
 * of the projects.
 */
export function applicationsForStaff(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`a.tenant_id = ${actor.tenantId}::uuid`
  const reader = personBehind(actor)
  return sql`(a.tenant_id = ${actor.tenantId}::uuid AND a.status <> 'draft' AND a.set_aside_at IS NULL AND ${bidsMayBeRead(now)}
    AND u.path <@ ANY(${pathsWith(actor, 'applications.read', now)}::ltree[])
    AND NOT EXISTS (SELECT FROM review_bars b WHERE b.tenant_id = a.tenant_id AND b.project_id = a.project_id
      AND b.person_id = ${reader}::uuid AND (b.application_id IS NULL OR b.application_id = a.id))
    AND NOT EXISTS (SELECT FROM project_applicants o WHERE o.tenant_id = a.tenant_id AND o.project_id = a.project_id
      AND o.person_id = ${reader}::uuid))`
}

/**
 * Projects of which staff may have all applications as a file: those of their units for which nothing comes in any more, but for one that they apply for
 * themselves, stand too close to, or review without seeing all. `j` is project_places, `u` the unit_places of their units.
 */
export function projectsToExport(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`j.tenant_id = ${actor.tenantId}::uuid`
  const reader = personBehind(actor)
  return sql`(j.tenant_id = ${actor.tenantId}::uuid AND ${bidsMayBeRead(now)}
    AND u.path <@ ANY(${pathsWith(actor, 'applications.read', now)}::ltree[])
    AND NOT EXISTS (SELECT FROM review_bars b WHERE b.tenant_id = j.tenant_id AND b.project_id = j.project_id
      AND b.person_id = ${reader}::uuid AND b.application_id IS NULL)
    AND NOT EXISTS (SELECT FROM project_applicants o WHERE o.tenant_id = j.tenant_id AND o.project_id = j.project_id
      AND o.person_id = ${reader}::uuid))`
}

export function visibleApplications(actor: Actor, now: Date): Sql {
  return sql`(${ownApplications(actor)} OR ${applicationsForStaff(actor, now)})`
}

/** Projects whose sealed bids wait for an actor who is a witness: to agree, or to open them. One row for each. */
export function witnessingThatWaits({ tenantId, personId }: AccountActor, now: Date): Sql {
  return sql`SELECT CASE WHEN w.accepted_at IS NULL THEN 'asked' ELSE 'opening' END AS kind, j.project_id AS "projectId", j.title, 1 AS count
    FROM sealing_witnesses w JOIN sealings s ON s.tenant_id = w.tenant_id AND s.project_id = w.project_id
    JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
    WHERE w.tenant_id = ${tenantId}::uuid AND w.person_id = ${personId}::uuid AND s.opened_at IS NULL AND w.given_at IS NULL AND w.declined_at IS NULL
      AND (CASE WHEN w.accepted_at IS NULL THEN j.status = 'draft'
        ELSE s.public_key IS NOT NULL AND j.status IN ('published', 'closed', 'reviewing') AND ${bidsMayBeRead(now)} END)`
}

/** Whose reading of an application stands in the audit: everybody’s but the applicant’s. */
export function readByOthers(
  { applicationId }: { applicationId: string },
  { isOwn, project }: Pick<ApplicationRow, 'isOwn' | 'project'>,
): { applicationId: string; projectId: string } | null {
  return isOwn ? null : { applicationId, projectId: project.id }
}

/**
 * Entries of the audit that speak of applications which their reader is to know nothing of: it would tell who applies before the end, and
 * to whom reviews blindly, applies or stands too close whose application it is that they know by its number. `a` is audit_trail.
 */
export function keptFromAudit(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system') return sql`false`
  const reader = personBehind(actor)
  return sql`(a.operation ~ '^(applications|reviews|files)[.]' AND EXISTS (SELECT FROM json_array_elements(a.changes) c
    JOIN applications x ON x.id = (CASE WHEN c->>'type' = 'application' THEN c->>'id'
      ELSE coalesce(c->'after'->>'applicationId', c->'before'->>'applicationId') END)::uuid
    JOIN project_places j ON j.tenant_id = x.tenant_id AND j.project_id = x.project_id
    WHERE NOT ${ownApplications(actor, sql`x`)} AND (NOT ${bidsMayBeRead(now)}
      OR EXISTS (SELECT FROM review_bars b WHERE b.tenant_id = x.tenant_id AND b.project_id = x.project_id
        AND b.person_id = ${reader}::uuid AND (b.application_id IS NULL OR b.application_id = x.id))
      OR EXISTS (SELECT FROM project_applicants o WHERE o.tenant_id = x.tenant_id AND o.project_id = x.project_id
        AND o.person_id = ${reader}::uuid))))`
}

/** Who may apply for the party goes on writing, until the deadline. */
export const onlyWriters: Rule<ApplicationRow> = (_actor, { mayWrite }) => (mayWrite ? null : mayNotApply())

export const onlyWhere =
  (step: Step): Rule<ApplicationRow> =>
  (actor, application, now) =>
    onlyWriters(actor, application, now) ??
    (application.isSetAside ? setAside() : null) ??
    stepFault(step, application) ??
    openFault(application.project, now)

/** What is being written is there to go on with. */
export const onlyWritten: Rule<ApplicationRow> = (actor, application, now) =>
  onlyWhere('write')(actor, application, now) ?? (application.draft === null ? nothingWritten() : null)

/** How bids are sealed, for those who have it so. `u` is the unit_places of the projects. */
export function sealingsForStaff(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system') return sql`true`
  return sql`u.path <@ ANY(${pathsWith(actor, 'applications.seal', now)}::ltree[])`
}
