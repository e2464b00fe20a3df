import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  courseId: 'The course.',
  lessonKey: 'The lesson, the same in all versions of the course.',
  isDone: 'Whether the lesson is done.',
  which: 'Those that are being learned, those that are completed, or all.',
}
