import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import {
  findCourseBySlug,
  findOffered,
  lessonOf,
  outlineOf,
  publishedVersion,
  readVersion,
} from '../../courses/index.ts'
import { CourseReference, LearnedLessonReply, LearningReply, LessonReference } from '../contract.ts'
import { accessFault, notOpenYet } from '../enrolment.ts'
import { countLearners, doneBy, findLearner } from '../learner-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { query } from '../room.ts'
import { nextOf, toLearned, toProgress } from '../views.ts'

export const readLearning = query({
  name: 'learning.readLearning',
  summary: 'Read how far you are with a course, or what there is to learn before you enrol',
  permission: 'member',
  input: CourseReference,
  output: LearningReply,
  http: { method: 'get', path: '/courses/:courseId/learning' },
  async target({ db, actor, now }, { courseId }) {
    const learner = await findLearner(db.sql, actor, courseId)
    const offered = await findOffered(db.sql, { actor, now }, courseId)
    return learner || offered ? { learner, offered } : null
  },
  async run({ db, actor, now }, { courseId }, { learner, offered }) {
    const tenantId = actor.tenantId ?? ''
    const versionId = learner?.versionId ?? offered?.publishedId
    if (!versionId) throw notFound()
    const capacity = offered?.capacity ?? null
    const [version, outline, done, newest, taken] = await Promise.all([
      readVersion(db.sql, tenantId, versionId),
      outlineOf(db.sql, tenantId, versionId),
      learner ? doneBy(db.sql, learner) : new Set<string>(),
      publishedVersion(db.sql, tenantId, courseId),
      capacity === null ? 0 : countLearners(db.sql, tenantId, courseId, now),
    ])
    const learned = toLearned(outline, done, learner?.enrolledAt ?? now, now)
    const left = capacity === null ? null : Math.max(0, capacity - taken)
    const isOpen = learner !== null && accessFault(learner, now) === null
    return {
      ...{
        courseId,
        slug: learner?.slug ?? offered?.slug ?? '',
        title: version.title,
        summary: version.summary,
      },
      progress: learner && toProgress(learner, version.lessons),
      outline: learned,
      nextKey: isOpen ? nextOf(learned, learner.lastKey) : null,
      newer:
        isOpen && newest && newest.id !== versionId
          ? { number: newest.number, changes: newest.changes }
          : null,
      left,
      abilities: { enrol: learner === null && offered !== null && left !== 0, leave: learner !== null },
    }
  },
})

/** As its page is found. */
export const findCourseId = query({
  name: 'learning.findCourseId',
  summary: 'Find the course that a part of the address stands for, among those that you learn or find',
  permission: 'member',
  input: z.strictObject({ slug: z.string().max(80) }),
  output: CourseReference,
  async run({ db, actor }, { slug }) {
    const courseId = await findCourseBySlug(db.sql, actor.tenantId, slug)
    if (courseId === null) throw notFound()
    return { courseId }
  },
})

export const readLesson = query({
  name: 'learning.readLesson',
  summary: 'Read a lesson of a course that you learn',
  permission: 'member',
  input: LessonReference,
  output: LearnedLessonReply,
  http: { method: 'get', path: '/courses/:courseId/lessons/:lessonKey' },
  target: ({ db, actor }, { courseId }) => findLearner(db.sql, actor, courseId),
  async run({ db, actor, now }, { courseId, lessonKey }, learner) {
    const { tenantId, versionId, slug } = learner
    const over = onlyWhileOpen(actor, learner, now)
    if (over) throw over
    const [version, outline, done] = await Promise.all([
      readVersion(db.sql, tenantId, versionId),
      outlineOf(db.sql, tenantId, versionId),
      doneBy(db.sql, learner),
    ])
    const learned = toLearned(outline, done, learner.enrolledAt, now)
    const lessons = learned.flatMap((section) => section.lessons.map((lesson) => ({ ...lesson, section })))
    const at = lessons.findIndex(({ key }) => key === lessonKey)
    const found = lessons[at]
    if (!found) throw notFound()
    if (found.opensAt) throw notOpenYet({ values: { at: found.opensAt } })
    return {
      ...{ courseId, slug, courseTitle: version.title, moduleTitle: found.section.title },
      lesson: await lessonOf(db.sql, tenantId, versionId, lessonKey),
      ...{ isDone: found.isDone, done: learner.done, lessons: version.lessons },
      previousKey: lessons[at - 1]?.key ?? null,
      followingKey: lessons[at + 1]?.key ?? null,
    }
  },
})
