import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { findWritten, lessonsOf, lockWritten, modulesOf, readVersion } from './course-row.ts'
import type { CourseRow, LessonRow, ModuleRow, VersionRow } from './views.ts'

interface Reader {
  actor: Actor
  now: Date
}

/** A course with what is being written of it; `version` is that of the draft, so that nobody writes over what they have not seen. */
export type DraftRow = CourseRow & { draft: VersionRow | null }

export async function findDraft(run: RunSql, reader: Reader, courseId: string): Promise<DraftRow | null> {
  return withDraft(run, await findWritten(run, reader, courseId))
}

export async function lockDraft(run: RunSql, reader: Reader, courseId: string): Promise<DraftRow | null> {
  return withDraft(run, await lockWritten(run, reader, courseId))
}

async function withDraft(run: RunSql, course: CourseRow | null): Promise<DraftRow | null> {
  if (!course) return null
  const draft = course.draftId === null ? null : await readVersion(run, course.tenantId, course.draftId)
  return { ...course, version: draft?.version ?? 0, draft }
}

/** What is being written, after a rule has seen that there is something. */
export function draftOf({ draft }: DraftRow): VersionRow {
  if (draft === null) throw new Error('A course without a draft passed a rule that asks for one')
  return draft
}

/** Counts a draft anew after something in it has changed, and says which version of it that is. */
export async function noteChange(run: RunSql, now: Date, { tenantId, id }: VersionRow): Promise<number> {
  const [changed] = await run<{ version: number }>(sql`
    UPDATE course_versions v SET version = v.version + 1, updated_at = ${now}, modules = k.modules, lessons = k.lessons, minutes = k.minutes
    FROM (SELECT (SELECT count(*) FROM course_modules m WHERE m.tenant_id = ${tenantId}::uuid AND m.version_id = ${id}::uuid) AS modules,
        count(*) AS lessons, coalesce(sum(l.minutes), 0) AS minutes
      FROM lessons l WHERE l.tenant_id = ${tenantId}::uuid AND l.version_id = ${id}::uuid) k
    WHERE v.tenant_id = ${tenantId}::uuid AND v.id = ${id}::uuid RETURNING v.version`)
  if (!changed) throw new Error('The draft of a locked course is gone')
  return changed.version
}

export async function moduleIn(run: RunSql, draft: VersionRow, moduleId: string): Promise<ModuleRow> {
  const found = (await modulesOf(run, draft.tenantId, draft.id)).find(({ id }) => id === moduleId)
  if (!found) throw notFound()
  return found
}

export async function lessonIn(run: RunSql, draft: VersionRow, lessonId: string): Promise<LessonRow> {
  const found = (await lessonsOf(run, draft.tenantId, draft.id)).find(({ id }) => id === lessonId)
  if (!found) throw notFound()
  return found
}

/** Gives the parts of a draft these places, the first one 1. */
export async function placeModules(
  run: RunSql,
  { tenantId, id }: VersionRow,
  order: readonly string[],
): Promise<void> {
  await run(sql`
    UPDATE course_modules m SET place = o.place FROM unnest(${order}::uuid[]) WITH ORDINALITY AS o (id, place)
    WHERE m.tenant_id = ${tenantId}::uuid AND m.version_id = ${id}::uuid AND m.id = o.id AND m.place <> o.place`)
}

/** Puts these lessons into a part of a draft, in this order. */
export async function placeLessons(
  run: RunSql,
  { tenantId, id }: VersionRow,
  moduleId: string,
  order: readonly string[],
): Promise<void> {
  await run(sql`
    UPDATE lessons l SET module_id = ${moduleId}::uuid, place = o.place FROM unnest(${order}::uuid[]) WITH ORDINALITY AS o (id, place)
    WHERE l.tenant_id = ${tenantId}::uuid AND l.version_id = ${id}::uuid AND l.id = o.id
      AND (l.place <> o.place OR l.module_id <> ${moduleId}::uuid)`)
}

/** An order with one thing put at a place of it, the first one 1; behind all others where there is no such place. */
export function putAt(order: readonly string[], id: string, place: number): string[] {
  const others = order.filter((other) => other !== id)
  return [...others.slice(0, place - 1), id, ...others.slice(place - 1)]
}
