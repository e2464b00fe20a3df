import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** Somebody has done all lessons of a course, for the first time. */
export const courseCompleted = fact(
  'learning.courseCompleted',
  1,
  z.object({ enrolmentId: z.uuid(), courseId: z.uuid() }),
)
