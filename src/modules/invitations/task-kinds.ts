import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** The people of a file are invited. */
export const inviteByFile = taskKind({
  name: 'invitations.inviteByFile',
  title: 'invitations.file.task',
  namesPeople: true,
  input: z.strictObject({
    unitId: z.uuid(),
    fileId: z.uuid(),
    days: z.int(),
    locale: z.string(),
    greeting: z.string().nullable(),
    /** All lines or none; else those that can be sent. */
    all: z.boolean(),
  }),
  cancellable: true,
})
