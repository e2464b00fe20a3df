import { type Sql, sql } from '../../platform/db/sql.ts'
import { wallTimeOf } from '../../platform/presentation/dates.ts'
import type { CourseSummary, DraftModule, LessonReply, OutlineModule, WrittenLesson } from './contract.ts'
import { isEmptyLesson, type LessonContent, type LessonKind } from './lesson.ts'

/** How a course is offered, and who looks at it. */
export interface CourseRow {
  id: string
  tenantId: string
  unitId: string
  unitName: string
  unitPath: string
  slug: string
  status: CourseSummary['status']
  visibility: CourseSummary['visibility']
  timeZone: string
  isFeatured: boolean
  accessDays: number | null
  capacity: number | null
  version: number
  publishedAt: Date | null
  draftId: string | null
  publishedId: string | null
  /** Whether whoever looks is named as one who writes it. */
  isWriter: boolean
}

/** The columns of a CourseRow but the last one; `c` is the courses table, `u` the unit_places of their units. */
export const courseColumns: Sql = sql`c.id, c.tenant_id AS "tenantId", c.unit_id AS "unitId", u.name AS "unitName",
  u.path::text AS "unitPath", c.slug, c.status, c.visibility, c.time_zone AS "timeZone", c.is_featured AS "isFeatured",
  c.access_days AS "accessDays", c.capacity, c.version, c.published_at AS "publishedAt",
  (SELECT v.id FROM course_versions v WHERE v.tenant_id = c.tenant_id AND v.course_id = c.id AND v.status = 'draft') AS "draftId",
  (SELECT v.id FROM course_versions v WHERE v.tenant_id = c.tenant_id AND v.course_id = c.id AND v.status = 'published') AS "publishedId"`

export interface VersionRow {
  id: string
  tenantId: string
  number: number
  status: 'draft' | 'published' | 'replaced'
  title: string
  summary: string | null
  description: string | null
  level: CourseSummary['level']
  language: string
  tags: string[]
  objectives: string[]
  prerequisites: string[]
  audience: string[]
  changes: string | null
  minutes: number
  modules: number
  lessons: number
  version: number
  updatedAt: Date
}

/** `v` is the course_versions table. */
export const versionColumns: Sql = sql`v.id, v.tenant_id AS "tenantId", v.number, v.status, v.title, v.summary, v.description, v.level,
  v.language, v.tags, v.objectives, v.prerequisites, v.audience, v.changes, v.minutes, v.modules, v.lessons, v.version,
  v.updated_at AS "updatedAt"`

export type SummaryRow = Pick<
  CourseRow,
  'id' | 'slug' | 'status' | 'visibility' | 'isFeatured' | 'unitId' | 'unitName' | 'publishedAt'
> &
  Pick<VersionRow, 'title' | 'summary' | 'level' | 'language' | 'tags' | 'minutes' | 'modules' | 'lessons'>

/** The columns of a SummaryRow; `c` is the courses table, `v` the version that is offered. */
export const summaryColumns: Sql = sql`c.id, c.slug, c.status, c.visibility, c.is_featured AS "isFeatured", c.unit_id AS "unitId",
  u.name AS "unitName", c.published_at AS "publishedAt", v.title, v.summary, v.level, v.language, v.tags, v.minutes, v.modules, v.lessons`

export function toSummary(row: SummaryRow): CourseSummary {
  const { id, slug, status, visibility, isFeatured, unitId, unitName, publishedAt } = row
  const { title, summary, level, language, tags, minutes, modules, lessons } = row
  return {
    ...{ id, slug, status, visibility, isFeatured, unit: { id: unitId, name: unitName }, publishedAt },
    ...{ title, summary, level, language, tags, minutes, modules, lessons },
  }
}

interface ReleaseRow {
  releasedAt: Date | null
  releaseAfterDays: number | null
}

export interface ModuleRow extends ReleaseRow {
  id: string
  key: string
  place: number
  title: string
  description: string | null
  objectives: string[]
  isPreview: boolean
}

export const moduleColumns: Sql = sql`m.id, m.key, m.place, m.title, m.description, m.objectives, m.is_preview AS "isPreview",
  m.released_at AS "releasedAt", m.release_after_days AS "releaseAfterDays"`

export interface LessonRow extends ReleaseRow {
  id: string
  moduleId: string
  key: string
  place: number
  kind: LessonKind
  title: string
  summary: string | null
  minutes: number
  isPreview: boolean
  body: string | null
  content: LessonContent
  links: { v: 1; items: LessonReply['links'] }
  completion: { v: 1; by: LessonReply['completion'] }
}

/** As far as an outline tells it: without the words, of which a course may hold megabytes. */
export type OutlinedRow = Omit<LessonRow, 'body' | 'content' | 'links' | 'completion'>

export const outlinedColumns: Sql = sql`l.id, l.module_id AS "moduleId", l.key, l.place, l.kind, l.title, l.summary, l.minutes,
  l.is_preview AS "isPreview", l.released_at AS "releasedAt", l.release_after_days AS "releaseAfterDays"`

export const lessonColumns: Sql = sql`${outlinedColumns}, l.body, l.content, l.links, l.completion`

/** The lessons of a course in their order, as far as everybody who finds it reads of them. */
export function toOutline(modules: readonly ModuleRow[], lessons: readonly OutlinedRow[]): OutlineModule[] {
  return modules.map((module) => ({
    key: module.key,
    title: module.title,
    description: module.description,
    objectives: module.objectives,
    releasedAt: module.releasedAt,
    releaseAfterDays: module.releaseAfterDays,
    lessons: lessonsOf(module, lessons).map((lesson) => outlined(lesson, module)),
  }))
}

/** The same for those who write it. */
export function toDraftModules(
  modules: readonly ModuleRow[],
  lessons: readonly LessonRow[],
  timeZone: string,
): DraftModule[] {
  const outline = toOutline(modules, lessons)
  return modules.map((module, at) => ({
    ...(outline[at] as OutlineModule),
    id: module.id,
    place: module.place,
    isPreview: module.isPreview,
    releasedThere: thereAt(module.releasedAt, timeZone),
    lessons: lessonsOf(module, lessons).map((lesson) => ({
      ...outlined(lesson, module),
      isPreview: lesson.isPreview,
      id: lesson.id,
      place: lesson.place,
      isEmpty: isEmptyLesson(lesson.kind, lesson.body, lesson.content),
    })),
  }))
}

export function toLesson(row: LessonRow): LessonReply {
  const { id, body, content, links, completion } = row
  const moment = (said: string | null) => (said === null ? null : new Date(said))
  return {
    ...{ id, ...outlined(row, null), body, links: links.items, completion: completion.by },
    ...{ url: content.url, transcript: content.transcript, venue: content.venue },
    ...{ startsAt: moment(content.startsAt), endsAt: moment(content.endsAt) },
  }
}

export function toWrittenLesson(
  row: LessonRow,
  { id: courseId, timeZone }: Pick<CourseRow, 'id' | 'timeZone'>,
  { title, version, status }: Pick<VersionRow, 'title' | 'version' | 'status'>,
): WrittenLesson {
  const lesson = toLesson(row)
  return {
    ...lesson,
    ...{ courseId, courseTitle: title, version, moduleId: row.moduleId, place: row.place },
    isWritable: status === 'draft',
    releasedThere: thereAt(row.releasedAt, timeZone),
    startsThere: thereAt(lesson.startsAt, timeZone),
    endsThere: thereAt(lesson.endsAt, timeZone),
  }
}

function thereAt(moment: Date | null, timeZone: string): string | null {
  return moment && wallTimeOf(moment, timeZone)
}

function lessonsOf<Row extends OutlinedRow>({ id }: ModuleRow, lessons: readonly Row[]): Row[] {
  return lessons.filter(({ moduleId }) => moduleId === id)
}

/** A preview of a whole part is one of each of its lessons. */
function outlined(
  { key, kind, title, summary, minutes, isPreview, releasedAt, releaseAfterDays }: OutlinedRow,
  module: ModuleRow | null,
): OutlineModule['lessons'][number] {
  return {
    ...{ key, kind, title, summary, minutes, releasedAt, releaseAfterDays },
    isPreview: isPreview || (module?.isPreview ?? false),
  }
}
