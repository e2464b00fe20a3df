import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** What a source holds is brought in. */
export const sourceRun = taskKind({
  name: 'sources.runSource',
  title: 'sources.task',
  page: { path: '/project-sources/:sourceId', label: 'sources.open' },
  input: z.strictObject({ sourceId: z.uuid(), runId: z.uuid() }),
  cancellable: false,
  namesPeople: false,
})
