import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** A version of a course is offered from now on: its first one, or one in place of another. */
export const coursePublished = fact(
  'courses.coursePublished',
  1,
  z.object({ courseId: z.uuid(), versionId: z.uuid() }),
)
