import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { isWriter, managedUnits, visibleCourses, writtenCourses } from './policy.ts'
import {
  type CourseRow,
  courseColumns,
  type LessonRow,
  lessonColumns,
  type ModuleRow,
  moduleColumns,
  type OutlinedRow,
  outlinedColumns,
  type VersionRow,
  versionColumns,
} from './views.ts'

interface Reader {
  actor: Actor
  now: Date
}

/** Courses with their units. */
export const placedCourses: Sql = sql`courses c JOIN unit_places u ON u.tenant_id = c.tenant_id AND u.unit_id = c.unit_id`

/** A course as far as whoever asks may see it. */
export function findCourse(run: RunSql, reader: Reader, courseId: string): Promise<CourseRow | null> {
  return findWhere(run, reader, sql`c.id = ${courseId}::uuid AND ${visibleCourses(reader.actor, reader.now)}`)
}

export function findCourseBySlug(run: RunSql, reader: Reader, slug: string): Promise<CourseRow | null> {
  const { actor, now } = reader
  return findWhere(
    run,
    reader,
    sql`c.tenant_id = ${actor.tenantId}::uuid AND c.slug = ${slug} AND ${visibleCourses(actor, now)}`,
  )
}

/** A course that whoever asks writes or looks after: others do not learn that there is anything to write. */
export function findWritten(run: RunSql, reader: Reader, courseId: string): Promise<CourseRow | null> {
  return findWhere(run, reader, sql`c.id = ${courseId}::uuid AND ${writtenCourses(reader.actor, reader.now)}`)
}

/** The same, locked: what is done to it and to its draft follows one after the other. */
export function lockWritten(run: RunSql, reader: Reader, courseId: string): Promise<CourseRow | null> {
  const { actor, now } = reader
  return findWhere(run, reader, sql`c.id = ${courseId}::uuid AND ${writtenCourses(actor, now)}`, {
    isLocked: true,
  })
}

async function findWhere(
  run: RunSql,
  { actor }: Reader,
  condition: Sql,
  { isLocked = false } = {},
): Promise<CourseRow | null> {
  const [course] = await run<CourseRow>(sql`
    SELECT ${courseColumns}, ${isWriter(actor)} AS "isWriter" FROM ${placedCourses} WHERE ${condition}
    ${isLocked ? sql`FOR NO KEY UPDATE OF c` : empty}`)
  return course ?? null
}

/** A unit in which whoever asks drafts courses, held open until the commit. */
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

export async function readVersion(run: RunSql, tenantId: string, versionId: string): Promise<VersionRow> {
  const [version] = await run<VersionRow>(sql`
    SELECT ${versionColumns} FROM course_versions v WHERE v.tenant_id = ${tenantId}::uuid AND v.id = ${versionId}::uuid`)
  if (!version) throw new Error(`There is no version ${versionId} of a course`)
  return version
}

export function modulesOf(run: RunSql, tenantId: string, versionId: string): Promise<ModuleRow[]> {
  return run<ModuleRow>(sql`
    SELECT ${moduleColumns} FROM course_modules m
    WHERE m.tenant_id = ${tenantId}::uuid AND m.version_id = ${versionId}::uuid ORDER BY m.place`)
}

export function lessonsOf(run: RunSql, tenantId: string, versionId: string): Promise<LessonRow[]> {
  return run<LessonRow>(sql`
    SELECT ${lessonColumns} FROM lessons l
    WHERE l.tenant_id = ${tenantId}::uuid AND l.version_id = ${versionId}::uuid ORDER BY l.place`)
}

/** The same without the words of each. */
export function outlinedLessonsOf(run: RunSql, tenantId: string, versionId: string): Promise<OutlinedRow[]> {
  return run<OutlinedRow>(sql`
    SELECT ${outlinedColumns} FROM lessons l
    WHERE l.tenant_id = ${tenantId}::uuid AND l.version_id = ${versionId}::uuid ORDER BY l.place`)
}

export interface AuthorRow {
  personId: string
  name: string
  bio: string | null
  isShown: boolean
  mayWrite: boolean
}

export function authorsOf(
  run: RunSql,
  { tenantId, id }: Pick<CourseRow, 'tenantId' | 'id'>,
): Promise<AuthorRow[]> {
  return run<AuthorRow>(sql`
    SELECT a.person_id AS "personId", p.display_name AS name, a.bio, a.is_shown AS "isShown", a.may_write AS "mayWrite"
    FROM course_authors a JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
    WHERE a.tenant_id = ${tenantId}::uuid AND a.course_id = ${id}::uuid ORDER BY a.place, a.person_id`)
}
