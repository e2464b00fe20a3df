import type { QueryContext } from '../../../platform/declare/operation.ts'
import { authorityFor } from '../../../platform/policy/actor.ts'
import { beginDraft } from '../commands/begin-draft.ts'
import { publishCourse } from '../commands/publish-course.ts'
import { restoreCourse } from '../commands/restore-course.ts'
import { retireCourse } from '../commands/retire-course.ts'
import { CourseReference, CourseReply, SlugReference } from '../contract.ts'
import {
  authorsOf,
  findCourse,
  findCourseBySlug,
  modulesOf,
  outlinedLessonsOf,
  readVersion,
} from '../course-row.ts'
import { mayWrite } from '../policy.ts'
import { query } from '../room.ts'
import { type CourseRow, toOutline, toSummary } from '../views.ts'

export const readCourse = query({
  name: 'courses.readCourse',
  summary: 'Read a course that you may find, or write: as it is offered, else as it is drafted',
  permission: 'anyone',
  input: CourseReference,
  output: CourseReply,
  http: { method: 'get', path: '/courses/:courseId' },
  target: ({ db, ...reader }, { courseId }) => findCourse(db.sql, reader, courseId),
  run: (context, _input, course) => replyFor(context, course),
})

/** As its page is found. */
export const readCourseAt = query({
  name: 'courses.readCourseAt',
  summary: 'Read a course by its part of the address',
  permission: 'anyone',
  input: SlugReference,
  output: CourseReply,
  target: ({ db, ...reader }, { slug }) => findCourseBySlug(db.sql, reader, slug),
  run: (context, _input, course) => replyFor(context, course),
})

async function replyFor(
  { db, actor, now, able }: QueryContext<'course'>,
  course: CourseRow,
): Promise<CourseReply> {
  const { tenantId } = course
  // Whoever finds it reads what is offered; whoever writes it has nothing else to read before that.
  const versionId = course.publishedId ?? course.draftId
  if (versionId === null) throw new Error(`Course ${course.id} has no version`)
  const writes = mayWrite(actor, course, now)
  const [version, modules, lessons, authors, draft] = await Promise.all([
    readVersion(db.sql, tenantId, versionId),
    modulesOf(db.sql, tenantId, versionId),
    outlinedLessonsOf(db.sql, tenantId, versionId),
    authorsOf(db.sql, course),
    writes && course.draftId !== null ? readVersion(db.sql, tenantId, course.draftId) : null,
  ])
  const { description, objectives, prerequisites, audience, number } = version
  const { timeZone, accessDays, capacity } = course
  return {
    ...toSummary({ ...version, ...course }),
    ...{ description, objectives, prerequisites, audience, number, timeZone, accessDays, capacity },
    version: course.version,
    authors: authors
      .filter(({ isShown }) => isShown)
      .map(({ personId, name, bio }) => ({ personId, name, bio })),
    outline: toOutline(modules, lessons),
    draft: draft && { number: draft.number, updatedAt: draft.updatedAt },
    abilities: {
      write: writes,
      manage: actor.kind === 'system' || authorityFor(actor, 'courses.manage', course.unitPath, now) !== null,
      beginDraft: able(beginDraft, course),
      publish: able(publishCourse, { ...course, draft: null }),
      retire: able(retireCourse, course),
      restore: able(restoreCourse, course),
    },
  }
}
