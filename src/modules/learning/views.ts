import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Outline } from '../courses/index.ts'
import type { LearnedModule, LearningReply } from './contract.ts'
import { percentOf, waitsUntil } from './enrolment.ts'

/** Somebody who learns a course, and the course as they learn it. */
export interface LearnerRow {
  id: string
  tenantId: string
  courseId: string
  versionId: string
  slug: string
  status: 'active' | 'completed' | 'left'
  done: number
  lastKey: string | null
  enrolledAt: Date
  accessUntil: Date | null
  completedAt: Date | null
  learnedAt: Date
}

/** `e` is the enrolments table, `c` the view taught_courses. */
export const learnerColumns: Sql = sql`e.id, e.tenant_id AS "tenantId", e.course_id AS "courseId", e.version_id AS "versionId", c.slug,
  e.status, e.done, e.last_key AS "lastKey", e.enrolled_at AS "enrolledAt", e.access_until AS "accessUntil",
  e.completed_at AS "completedAt", e.learned_at AS "learnedAt"`

export function toProgress(
  {
    status,
    done,
    enrolledAt,
    accessUntil,
    completedAt,
  }: Pick<LearnerRow, 'status' | 'done' | 'enrolledAt' | 'accessUntil' | 'completedAt'>,
  lessons: number,
): NonNullable<LearningReply['progress']> {
  return { status, done, lessons, percent: percentOf(done, lessons), enrolledAt, accessUntil, completedAt }
}

/** A course in its order, with what of it is done and what is not open yet. Whoever has not enrolled sees it as if they did now. */
export function toLearned(
  outline: Outline,
  done: ReadonlySet<string>,
  enrolledAt: Date,
  now: Date,
): LearnedModule[] {
  return outline.map((section) => ({
    ...section,
    lessons: section.lessons.map((lesson) => ({
      ...lesson,
      isDone: done.has(lesson.key),
      opensAt: waitsUntil(lesson, section, enrolledAt, now),
    })),
  }))
}

/** Where to go on: behind the lesson that was last, else with the first that is open and not done. */
export function nextOf(outline: readonly LearnedModule[], lastKey: string | null): string | null {
  const lessons = outline.flatMap((section) => section.lessons)
  const from = lessons.findIndex(({ key }) => key === lastKey)
  const inOrder = [...lessons.slice(from + 1), ...lessons.slice(0, from + 1)]
  return inOrder.find(({ isDone, opensAt }) => !isDone && opensAt === null)?.key ?? null
}
