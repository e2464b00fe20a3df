import { sql } from '../../../platform/db/sql.ts'
import { discardDraft } from '../commands/discard-draft.ts'
import { publishCourse } from '../commands/publish-course.ts'
import {
  CourseReference,
  DraftReply,
  LessonReference,
  Nothing,
  OfferedUnits,
  WrittenLesson,
} from '../contract.ts'
import { missingToPublish } from '../course.ts'
import { lessonsOf, modulesOf } from '../course-row.ts'
import { draftOf, findDraft, lessonIn } from '../draft-row.ts'
import { managedUnits, onlyInDrafts } from '../policy.ts'
import { query } from '../room.ts'
import { toDraftModules, toWrittenLesson } from '../views.ts'

export const readDraft = query({
  name: 'courses.readDraft',
  summary: 'Read what is being written of a course, with what it lacks before it can be published',
  permission: 'person',
  input: CourseReference,
  output: DraftReply,
  http: { method: 'get', path: '/courses/:courseId/draft' },
  target: ({ db, ...reader }, { courseId }) => findDraft(db.sql, reader, courseId),
  async run({ db, actor, now, able, text }, { courseId }, course) {
    const fault = onlyInDrafts(actor, course, now)
    if (fault) throw fault
    const draft = draftOf(course)
    const [modules, lessons] = await Promise.all([
      modulesOf(db.sql, course.tenantId, draft.id),
      lessonsOf(db.sql, course.tenantId, draft.id),
    ])
    const { title, summary, description, level, language, tags, objectives } = draft
    const { prerequisites, audience, changes, minutes, number, version } = draft
    const parts = toDraftModules(modules, lessons, course.timeZone)
    const missing = missingToPublish({ summary, description, modules: parts })
    return {
      ...{ courseId, slug: course.slug, status: course.status, timeZone: course.timeZone, number, version },
      ...{
        title,
        summary,
        description,
        level,
        language,
        tags,
        objectives,
        prerequisites,
        audience,
        changes,
        minutes,
      },
      modules: parts,
      missing: missing.map((lack) => ({
        ...lack,
        text: text(lack.code === 'required' ? `courses.missing.${lack.field}` : lack.code),
      })),
      abilities: {
        publish: able(publishCourse, course) && missing.length === 0,
        discard: able(discardDraft, course),
      },
    }
  },
})

export const readWrittenLesson = query({
  name: 'courses.readWrittenLesson',
  summary: 'Read a lesson of the draft of a course, as those who write it do',
  permission: 'person',
  input: LessonReference,
  output: WrittenLesson,
  http: { method: 'get', path: '/courses/:courseId/draft/lessons/:lessonId' },
  target: ({ db, ...reader }, { courseId }) => findDraft(db.sql, reader, courseId),
  async run({ db, actor, now }, { lessonId }, course) {
    const fault = onlyInDrafts(actor, course, now)
    if (fault) throw fault
    const draft = draftOf(course)
    return toWrittenLesson(await lessonIn(db.sql, draft, lessonId), course, draft)
  },
})

/** The tree as a list to choose from. */
const mostOffered = 300

export const listUnitsToTeachIn = query({
  name: 'courses.listUnitsToTeachIn',
  summary: 'List the units in which you may draft courses',
  permission: 'courses.manage',
  input: Nothing,
  output: OfferedUnits,
  async run({ db, actor, now }) {
    const rows = await db.sql<{ id: string; name: string; depth: number }>(sql`
      SELECT u.unit_id AS id, u.name, nlevel(u.path) AS depth FROM unit_places u
      WHERE ${managedUnits(actor, now)} AND u.status = 'open' ORDER BY u.path LIMIT ${mostOffered}`)
    const top = Math.min(...rows.map(({ depth }) => depth))
    return { items: rows.map(({ id, name, depth }) => ({ id, name, level: depth - top })) }
  },
})
