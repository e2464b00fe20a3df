import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

const token = z.strictObject({ id: z.uuid(), prefix: z.string() }).nullable()

/** How a project was decided, as a document. */
export const recordMaking = taskKind({
  name: 'reviews.makeRecord',
  title: 'reviews.record.task',
  // It has no file of its own: the record is kept, and read by those who may manage the review.
  namesPeople: false,
  page: { path: '/managed-projects/:projectId/review', label: 'reviews.record.open' },
  input: z.strictObject({
    projectId: z.uuid(),
    /** The token by which a program has started it. */
    token,
  }),
  cancellable: true,
})
