import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** Entries as a table. */
export const entriesExport = taskKind({
  name: 'audit.exportEntries',
  title: 'audit.export.task',
  namesPeople: true,
  input: z.strictObject({
    /** Filters and order, as the address of the list says them. */
    match: z.string(),
    /** The token by which a program has started it. */
    token: z.strictObject({ id: z.uuid(), prefix: z.string() }).nullable(),
  }),
  cancellable: true,
})
