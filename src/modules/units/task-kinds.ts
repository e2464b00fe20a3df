import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** The tree below a unit as a table. */
export const unitExport = taskKind({
  name: 'units.exportUnits',
  title: 'units.export.task',
  // Counts and names of units alone, as the list of units tells them.
  namesPeople: false,
  input: z.strictObject({ unitPath: z.string() }),
  cancellable: true,
})
