import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** An act on many rows of a list. Each such task is called by the words of its act. */
export const rowActs = taskKind({
  name: 'tasks.actOnRows',
  title: 'tasks.rowActs.title',
  namesPeople: true,
  input: z.strictObject({
    /** Name of the bulk command. */
    operation: z.string(),
    rowIds: z.array(z.uuid()),
    /** The token by which a program has started it. */
    token: z.strictObject({ id: z.uuid(), prefix: z.string() }).nullable(),
    /** What was asked once for all rows. */
    extra: z.record(z.string(), z.unknown()),
  }),
  cancellable: true,
})
