import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { LessonReply, OutlineModule } from './contract.ts'
import { modulesOf, outlinedLessonsOf, placedCourses } from './course-row.ts'
import { findableCourses } from './policy.ts'
import {
  type CourseRow,
  courseColumns,
  type LessonRow,
  lessonColumns,
  toLesson,
  toOutline,
  type VersionRow,
  versionColumns,
} from './views.ts'

/** What rooms ask in which courses are learned. */
interface Reader {
  actor: Actor
  now: Date
}

export type Outline = readonly OutlineModule[]
type Offered = Omit<CourseRow, 'isWriter'>

/** A course that is offered to whoever asks. */
export async function findOffered(
  run: RunSql,
  { actor, now }: Reader,
  courseId: string,
): Promise<Offered | null> {
  const [course] = await run<Offered>(sql`
    SELECT ${courseColumns} FROM ${placedCourses} WHERE c.id = ${courseId}::uuid AND ${findableCourses(actor, now)}`)
  return course ?? null
}

/** The same until the commit: it is not retired meanwhile, and where it has few places the next one waits. */
export async function holdOffered(run: RunSql, reader: Reader, courseId: string): Promise<Offered | null> {
  const found = await findOffered(run, reader, courseId)
  if (!found) return null
  await run(
    sql`SELECT 1 FROM courses c WHERE c.id = ${courseId}::uuid ${found.capacity === null ? sql`FOR SHARE` : sql`FOR NO KEY UPDATE`}`,
  )
  // What the lock waited for may have changed it.
  return findOffered(run, reader, courseId)
}

/** The course that a part of the address stands for; who may see anything of it is asked by whoever has its id then. */
export async function findCourseBySlug(
  run: RunSql,
  tenantId: string | null,
  slug: string,
): Promise<string | null> {
  const [course] = await run<{ id: string }>(sql`
    SELECT c.id FROM courses c WHERE c.tenant_id = ${tenantId}::uuid AND c.slug = ${slug} AND c.status <> 'draft'`)
  return course?.id ?? null
}

export async function outlineOf(run: RunSql, tenantId: string, versionId: string): Promise<Outline> {
  const [modules, lessons] = [
    await modulesOf(run, tenantId, versionId),
    await outlinedLessonsOf(run, tenantId, versionId),
  ]
  return toOutline(modules, lessons)
}

export async function lessonOf(
  run: RunSql,
  tenantId: string,
  versionId: string,
  lessonKey: string,
): Promise<LessonReply> {
  const [lesson] = await run<LessonRow>(sql`
    SELECT ${lessonColumns} FROM lessons l
    WHERE l.tenant_id = ${tenantId}::uuid AND l.version_id = ${versionId}::uuid AND l.key = ${lessonKey}::uuid`)
  if (!lesson) throw notFound()
  return toLesson(lesson)
}

export async function publishedVersion(
  run: RunSql,
  tenantId: string,
  courseId: string,
): Promise<VersionRow | null> {
  const [version] = await run<VersionRow>(sql`
    SELECT ${versionColumns} FROM course_versions v
    WHERE v.tenant_id = ${tenantId}::uuid AND v.course_id = ${courseId}::uuid AND v.status = 'published'`)
  return version ?? null
}
