import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** All that is kept about somebody, for themselves. */
export const dataExport = taskKind({
  name: 'privacy.exportMyData',
  title: 'privacy.export.task',
  namesPeople: true,
  input: z.strictObject({ personId: z.uuid(), accountId: z.uuid() }),
  cancellable: true,
  aboutOneself: true,
})
