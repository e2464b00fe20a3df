import { z } from 'zod'
import { languageCodes } from '../../platform/presentation/countries.ts'
import { linesIn, nameText, wallTime, writtenText } from '../../platform/text.ts'
import { timeZone } from '../people/index.ts'
import { levels, mostAuthors, statuses, visibilities } from './course.ts'
import { completions, lessonKinds, playerOf } from './lesson.ts'

const text = (longest: number) => writtenText(longest).nullable().default(null)
const someLines = (longest: number, most: number) => linesIn(nameText(longest), most).default([])

/** An address that leads out of the portal. */
const address = z.url({ protocol: /^https?$/ }).max(2000)

const taught = new Set(languageCodes)

const draftParts = {
  title: nameText(160),
  summary: text(400),
  /** Markdown. */
  description: text(20_000),
  level: z.enum(levels).default('beginner'),
  language: z
    .string()
    .max(8)
    .refine((code) => taught.has(code), { params: { code: 'notOffered' } }),
  tags: someLines(60, 30),
  objectives: someLines(300, 20),
  prerequisites: someLines(300, 20),
  audience: someLines(300, 20),
  /** What is new for those who learn an earlier version; Markdown. */
  changes: text(4000),
}

const offerParts = {
  visibility: z.enum(visibilities).default('public'),
  timeZone: timeZone.default('UTC'),
  isFeatured: z.boolean().default(false),
  accessDays: z.int().min(1).max(3650).nullable().default(null),
  capacity: z.int().min(1).max(1_000_000).nullable().default(null),
}

export const CourseReference = z.strictObject({ courseId: z.uuid() })
export const SlugReference = z.strictObject({ slug: z.string().max(80) })

export const DraftCourse = z.strictObject({
  unitId: z.uuid(),
  title: draftParts.title,
  summary: draftParts.summary,
  language: draftParts.language,
  timeZone: offerParts.timeZone,
})

export const ChangeDraft = CourseReference.extend(draftParts)
export const ChangeOffer = CourseReference.extend(offerParts)

export const ChangedCourse = z.strictObject({ courseId: z.uuid(), slug: z.string(), version: z.int() })

const release = {
  /** What clocks show in the time zone of the course from which on it is open. */
  releasedAt: wallTime.nullable().default(null),
  releaseAfterDays: z.int().min(1).max(3650).nullable().default(null),
}

/** It opens on a day, or so long after enrolling: not both. */
function opensOnce(
  { releasedAt, releaseAfterDays }: { releasedAt: string | null; releaseAfterDays: number | null },
  context: z.RefinementCtx,
): void {
  if (releasedAt !== null && releaseAfterDays !== null)
    context.addIssue({
      code: 'custom',
      path: ['releaseAfterDays'],
      params: { code: 'courses.error.opensTwice' },
    })
}

const moduleParts = {
  title: nameText(160),
  description: text(4000),
  objectives: someLines(300, 20),
  isPreview: z.boolean().default(false),
  ...release,
}

export const ModuleReference = CourseReference.extend({ moduleId: z.uuid() })
export const AddModule = CourseReference.extend(moduleParts).superRefine(opensOnce)
export const ChangeModule = ModuleReference.extend(moduleParts).superRefine(opensOnce)
export const MoveModule = ModuleReference.extend({ place: z.int().min(1).max(1000) })
export const ChangedModule = z.strictObject({ courseId: z.uuid(), moduleId: z.uuid(), version: z.int() })

const LinkRow = z
  .strictObject({ title: z.string().max(200).default(''), url: z.string().max(2000).default('') })
  .superRefine(({ title, url }, context) => {
    if (title.trim() === '' && url.trim() === '') return
    if (!nameText(200).safeParse(title).success)
      context.addIssue({ code: 'custom', path: ['title'], params: { code: 'required' } })
    if (!address.safeParse(url.trim()).success)
      context.addIssue({ code: 'custom', path: ['url'], params: { code: 'courses.error.address' } })
  })

const lessonParts = {
  kind: z.enum(lessonKinds),
  title: nameText(160),
  summary: text(400),
  /** Markdown. */
  body: text(60_000),
  url: address.nullable().default(null),
  transcript: text(60_000),
  startsAt: wallTime.nullable().default(null),
  endsAt: wallTime.nullable().default(null),
  venue: text(300),
  links: z
    .array(LinkRow)
    .max(30)
    .default([])
    // A row of the form that was left empty says nothing.
    .transform((rows) => rows.filter(({ title, url }) => title.trim() !== '' && url.trim() !== '')),
  minutes: z.int().min(0).max(6000).default(0),
  isPreview: z.boolean().default(false),
  completion: z.enum(completions).default('confirmed'),
  ...release,
}

interface Said {
  kind: (typeof lessonKinds)[number]
  url: string | null
  startsAt: string | null
  endsAt: string | null
  releasedAt: string | null
  releaseAfterDays: number | null
}

/** What is wrong with what several fields say together. */
function fitsKind(said: Said, context: z.RefinementCtx): void {
  opensOnce(said, context)
  const fault = (field: keyof Said, code: string) =>
    context.addIssue({ code: 'custom', path: [field], params: { code } })
  if (said.kind === 'video' && said.url !== null && playerOf(said.url) === null)
    fault('url', 'courses.error.noPlayer')
  if (said.kind === 'live' && said.startsAt === null && said.endsAt !== null) fault('startsAt', 'required')
  if (said.kind === 'live' && said.startsAt !== null && said.endsAt !== null && said.endsAt <= said.startsAt)
    fault('endsAt', 'courses.error.endsBefore')
}

export const LessonReference = CourseReference.extend({ lessonId: z.uuid() })
export const AddLesson = ModuleReference.extend(lessonParts).superRefine(fitsKind)
export const ChangeLesson = LessonReference.extend(lessonParts).superRefine(fitsKind)
export const MoveLesson = LessonReference.extend({ moduleId: z.uuid(), place: z.int().min(1).max(1000) })
export const ChangedLesson = z.strictObject({ courseId: z.uuid(), lessonId: z.uuid(), version: z.int() })

export const LessonKeyReference = CourseReference.extend({ lessonKey: z.uuid() })

export const AuthorReference = CourseReference.extend({ personId: z.uuid() })
export const NameAuthor = AuthorReference.extend({
  bio: text(2000),
  isShown: z.boolean().default(true),
  mayWrite: z.boolean().default(true),
})

export const FindCourses = z.strictObject({
  search: z.string().trim().max(120).default(''),
  level: z.array(z.enum(levels)).max(levels.length).default([]),
  language: z.array(z.string().max(60)).max(20).default([]),
  tag: z.array(z.string().max(60)).max(10).default([]),
  sort: z.enum(['relevance', 'newest', 'title', 'shortest']).default('newest'),
  counts: z.boolean().default(false),
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(400).optional(),
})
export type FindCourses = z.output<typeof FindCourses>

const summaryParts = {
  id: z.uuid(),
  slug: z.string(),
  status: z.enum(statuses),
  visibility: z.enum(visibilities),
  isFeatured: z.boolean(),
  unit: z.strictObject({ id: z.uuid(), name: z.string() }),
  title: z.string(),
  summary: z.string().nullable(),
  level: z.enum(levels),
  language: z.string(),
  tags: z.array(z.string()),
  minutes: z.int(),
  modules: z.int(),
  lessons: z.int(),
  publishedAt: z.date().nullable(),
}

export const CourseSummary = z.strictObject(summaryParts).meta({ id: 'CourseSummary' })
export type CourseSummary = z.output<typeof CourseSummary>

const Counted = z.array(z.strictObject({ value: z.string(), count: z.int() }))

export const FoundCourses = z
  .strictObject({
    items: z.array(CourseSummary),
    nextCursor: z.string().nullable(),
    counts: z
      .strictObject({
        total: z.strictObject({ count: z.int(), isMore: z.boolean() }),
        facets: z.strictObject({ level: Counted, language: Counted, tag: Counted }).nullable(),
      })
      .optional(),
  })
  .meta({ id: 'FoundCourses' })
export type FoundCourses = z.output<typeof FoundCourses>

const releaseReply = {
  releasedAt: z.date().nullable(),
  releaseAfterDays: z.int().nullable(),
}

const OutlineLesson = z.strictObject({
  key: z.uuid(),
  kind: z.enum(lessonKinds),
  title: z.string(),
  summary: z.string().nullable(),
  minutes: z.int(),
  isPreview: z.boolean(),
  ...releaseReply,
})

export const OutlineModule = z.strictObject({
  key: z.uuid(),
  title: z.string(),
  description: z.string().nullable(),
  objectives: z.array(z.string()),
  ...releaseReply,
  lessons: z.array(OutlineLesson),
})
export type OutlineModule = z.output<typeof OutlineModule>

const CourseAuthorReply = z.strictObject({
  personId: z.uuid(),
  name: z.string(),
  bio: z.string().nullable(),
})

export const CourseReply = z
  .strictObject({
    ...summaryParts,
    /** Markdown, as it was written. */
    description: z.string().nullable(),
    objectives: z.array(z.string()),
    prerequisites: z.array(z.string()),
    audience: z.array(z.string()),
    timeZone: z.string(),
    accessDays: z.int().nullable(),
    capacity: z.int().nullable(),
    /** Its number among the versions of the course. */
    number: z.int(),
    version: z.int(),
    authors: z.array(CourseAuthorReply),
    outline: z.array(OutlineModule),
    /** What is being written, for those who write it. */
    draft: z.strictObject({ number: z.int(), updatedAt: z.date() }).nullable(),
    abilities: z.strictObject({
      write: z.boolean(),
      manage: z.boolean(),
      beginDraft: z.boolean(),
      publish: z.boolean(),
      retire: z.boolean(),
      restore: z.boolean(),
    }),
  })
  .meta({ id: 'Course' })
export type CourseReply = z.output<typeof CourseReply>

const lessonReplyParts = {
  id: z.uuid(),
  ...OutlineLesson.shape,
  body: z.string().nullable(),
  url: z.string().nullable(),
  transcript: z.string().nullable(),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  venue: z.string().nullable(),
  links: z.array(z.strictObject({ title: z.string(), url: z.string() })),
  completion: z.enum(completions),
}

export const LessonReply = z.strictObject(lessonReplyParts).meta({ id: 'Lesson' })
export type LessonReply = z.output<typeof LessonReply>

/** What clocks of the course's time zone show. */
const there = { releasedThere: z.string().nullable() }

export const WrittenLesson = z
  .strictObject({
    ...lessonReplyParts,
    ...there,
    startsThere: z.string().nullable(),
    endsThere: z.string().nullable(),
    moduleId: z.uuid(),
    place: z.int(),
    courseId: z.uuid(),
    courseTitle: z.string(),
    version: z.int(),
    isWritable: z.boolean(),
  })
  .meta({ id: 'WrittenLesson' })
export type WrittenLesson = z.output<typeof WrittenLesson>

const DraftModule = z.strictObject({
  ...OutlineModule.shape,
  ...there,
  id: z.uuid(),
  place: z.int(),
  isPreview: z.boolean(),
  lessons: z.array(
    z.strictObject({ ...OutlineLesson.shape, id: z.uuid(), place: z.int(), isEmpty: z.boolean() }),
  ),
})
export type DraftModule = z.output<typeof DraftModule>

export const DraftReply = z
  .strictObject({
    courseId: z.uuid(),
    slug: z.string(),
    status: z.enum(statuses),
    timeZone: z.string(),
    number: z.int(),
    /** Changes with each change of anything in it. */
    version: z.int(),
    title: z.string(),
    summary: z.string().nullable(),
    description: z.string().nullable(),
    level: z.enum(levels),
    language: z.string(),
    tags: z.array(z.string()),
    objectives: z.array(z.string()),
    prerequisites: z.array(z.string()),
    audience: z.array(z.string()),
    changes: z.string().nullable(),
    minutes: z.int(),
    modules: z.array(DraftModule),
    /** What it lacks before it can be published. */
    missing: z.array(
      z.strictObject({ field: z.string(), code: z.string(), of: z.uuid().nullable(), text: z.string() }),
    ),
    abilities: z.strictObject({ publish: z.boolean(), discard: z.boolean() }),
  })
  .meta({ id: 'CourseDraft' })
export type DraftReply = z.output<typeof DraftReply>

export const AuthorList = z.strictObject({
  courseId: z.uuid(),
  title: z.string(),
  isManaged: z.boolean(),
  items: z
    .array(
      z.strictObject({
        personId: z.uuid(),
        name: z.string(),
        bio: z.string().nullable(),
        isShown: z.boolean(),
        mayWrite: z.boolean(),
      }),
    )
    .max(mostAuthors),
})
export type AuthorList = z.output<typeof AuthorList>

export const FindAuthors = CourseReference.extend({ search: z.string().trim().max(120).default('') })
export const FoundAuthors = z.strictObject({
  items: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })),
})

export type FoundAuthors = z.output<typeof FoundAuthors>

export const OfferedUnits = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), level: z.int() })),
})
export type OfferedUnits = z.output<typeof OfferedUnits>

export const Nothing = z.strictObject({})
