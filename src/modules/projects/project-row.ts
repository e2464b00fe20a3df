import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { DemandReply } from './contract.ts'
import { findableProjects, isInvited, managedUnits, visibleProjects } from './policy.ts'
import { type ProjectRow, projectColumns } from './views.ts'

interface Reader {
  actor: Actor
  now: Date
  locale(): string
}

/** Projects with their units. */
export const placedProjects: Sql = sql`projects j JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id`

/** Whether an actor keeps it. `j` is the projects table. */
export function isBookmarkedBy(actor: Actor): Sql {
  if (actor.kind !== 'account' || actor.personId === null) return sql`false`
  return sql`EXISTS (SELECT FROM project_bookmarks b
    WHERE b.tenant_id = j.tenant_id AND b.person_id = ${actor.personId}::uuid AND b.project_id = j.id)`
}

/** Whether an actor reads nothing of what came in by their office, as they review it without seeing all. `j` is the projects table. */
function isBarred(actor: Actor): Sql {
  if (actor.kind !== 'account' || actor.personId === null) return sql`false`
  return sql`EXISTS (SELECT FROM review_bars b WHERE b.tenant_id = j.tenant_id AND b.project_id = j.id
    AND b.person_id = ${actor.personId}::uuid AND b.application_id IS NULL)`
}

/** Whether an actor has handed in something for it, withdrawn or not, acts for a company that has, or has said to stand too close. `j` is the projects table. */
function isApart(actor: Actor): Sql {
  if (actor.kind !== 'account' || actor.personId === null) return sql`false`
  return sql`(EXISTS (SELECT FROM project_conflicts f WHERE f.tenant_id = j.tenant_id AND f.project_id = j.id
      AND f.person_id = ${actor.personId}::uuid)
    OR EXISTS (SELECT FROM project_applicants o
      WHERE o.tenant_id = j.tenant_id AND o.project_id = j.id AND o.person_id = ${actor.personId}::uuid))`
}

/** A project as far as whoever asks may see it. Locked, what becomes of it follows one after the other. */
export function findProject(
  run: RunSql,
  reader: Reader,
  projectId: string,
  { locked = false } = {},
): Promise<ProjectRow | null> {
  return findWhere(run, reader, sql`j.id = ${projectId}::uuid`, locked)
}

/**
 * A project that whoever asks may find, as it is until the commit: it is not closed or cancelled meanwhile. Held alone, others
 * who hold it wait. For rooms in which something is done for a project.
 */
export async function holdProject(
  run: RunSql,
  { actor, now, locale }: Reader,
  projectId: string,
  how: 'shared' | 'alone',
): Promise<ProjectRow | null> {
  const [project] = await run<ProjectRow>(sql`
    SELECT ${projectColumns(locale())} FROM ${placedProjects}
    WHERE j.id = ${projectId}::uuid AND ${findableProjects(actor, now)}
    ${how === 'alone' ? sql`FOR NO KEY UPDATE OF j` : sql`FOR SHARE OF j`}`)
  return project ?? null
}

export function findProjectBySlug(run: RunSql, reader: Reader, slug: string): Promise<ProjectRow | null> {
  return findWhere(run, reader, sql`j.tenant_id = ${reader.actor.tenantId}::uuid AND j.slug = ${slug}`, false)
}

async function findWhere(
  run: RunSql,
  { actor, now, locale }: Reader,
  condition: Sql,
  locked: boolean,
): Promise<ProjectRow | null> {
  const [project] = await run<ProjectRow>(sql`
    SELECT ${projectColumns(locale())}, ${isBookmarkedBy(actor)} AS "isBookmarked", ${isInvited(actor)} AS "isInvited",
      ${isApart(actor)} AS "isApart", ${isBarred(actor)} AS "isBarred", EXISTS (SELECT FROM project_criteria c WHERE c.tenant_id = j.tenant_id AND c.project_id = j.id) AS "hasCriteria"
    FROM ${placedProjects} WHERE ${condition} AND ${visibleProjects(actor, now)} ${locked ? sql`FOR NO KEY UPDATE OF j` : empty}`)
  return project ?? null
}

export function demandsOf(
  run: RunSql,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<DemandReply[]> {
  return run<DemandReply>(sql`
    SELECT d.id, d.kind, d.title, d.jurisdiction, d.amount::float8 AS amount, d.is_gate AS "isGate" FROM project_demands d
    WHERE d.tenant_id = ${tenantId}::uuid AND d.project_id = ${id}::uuid
    ORDER BY array_position(ARRAY['licence', 'certification', 'bond', 'insurance'], d.kind), d.id`)
}

/** A unit in which whoever asks drafts projects, held open until the commit. */
export async function holdUnit(
  run: RunSql,
  { actor, now }: Reader,
  unitId: string,
): Promise<{ tenantId: string; unitPath: string; status: string } | null> {
  const [unit] = await run<{ tenantId: string; unitPath: string; status: string }>(sql`
    SELECT u.tenant_id AS "tenantId", u.path::text AS "unitPath", u.status FROM unit_places u
    WHERE u.unit_id = ${unitId}::uuid AND ${managedUnits(actor, now)} FOR SHARE OF u`)
  return unit ?? null
}
