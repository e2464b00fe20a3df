import { z } from 'zod'
import { LessonReply, OutlineModule } from '../courses/index.ts'
import { statuses } from './enrolment.ts'

export const CourseReference = z.strictObject({ courseId: z.uuid() })
export const LessonReference = CourseReference.extend({ lessonKey: z.uuid() })
export const MarkLesson = LessonReference.extend({ isDone: z.boolean().default(true) })

const progress = {
  status: z.enum(statuses),
  /** So many lessons of its version are done, … */
  done: z.int(),
  /** … of so many. */
  lessons: z.int(),
  percent: z.int(),
  enrolledAt: z.date(),
  accessUntil: z.date().nullable(),
  completedAt: z.date().nullable(),
}

/** What came of a lesson that was done or taken back. */
export const ProgressReply = z
  .strictObject({ courseId: z.uuid(), slug: z.string(), ...progress, nextKey: z.uuid().nullable() })
  .meta({ id: 'CourseProgress' })
export type ProgressReply = z.output<typeof ProgressReply>

const LearnedLesson = z.strictObject({
  ...OutlineModule.shape.lessons.element.shape,
  isDone: z.boolean(),
  /** When it opens, where it is not open yet. */
  opensAt: z.date().nullable(),
})
const LearnedModule = z.strictObject({ ...OutlineModule.shape, lessons: z.array(LearnedLesson) })
export type LearnedModule = z.output<typeof LearnedModule>

export const LearningReply = z
  .strictObject({
    courseId: z.uuid(),
    slug: z.string(),
    title: z.string(),
    summary: z.string().nullable(),
    /** Null for whoever has not enrolled. */
    progress: z.strictObject(progress).nullable(),
    outline: z.array(LearnedModule),
    /** The lesson to go on with; null where nothing is open that is not done. */
    nextKey: z.uuid().nullable(),
    /** A version that is offered by now and that the learner has not gone on to; with what is new in it. */
    newer: z.strictObject({ number: z.int(), changes: z.string().nullable() }).nullable(),
    /** Places left; null for any number. */
    left: z.int().nullable(),
    abilities: z.strictObject({ enrol: z.boolean(), leave: z.boolean() }),
  })
  .meta({ id: 'Learning' })
export type LearningReply = z.output<typeof LearningReply>

export const LearnedLessonReply = z
  .strictObject({
    courseId: z.uuid(),
    slug: z.string(),
    courseTitle: z.string(),
    moduleTitle: z.string(),
    lesson: LessonReply,
    isDone: z.boolean(),
    done: z.int(),
    lessons: z.int(),
    previousKey: z.uuid().nullable(),
    followingKey: z.uuid().nullable(),
  })
  .meta({ id: 'LearnedLesson' })
export type LearnedLessonReply = z.output<typeof LearnedLessonReply>

export const ListMyCourses = z.strictObject({ which: z.enum(['active', 'completed', 'all']).default('all') })

export const MyCourses = z
  .strictObject({
    items: z.array(
      z.strictObject({
        courseId: z.uuid(),
        slug: z.string(),
        title: z.string(),
        summary: z.string().nullable(),
        ...progress,
        isOver: z.boolean(),
        learnedAt: z.date(),
      }),
    ),
  })
  .meta({ id: 'MyCourses' })
export type MyCourses = z.output<typeof MyCourses>
