import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'
import { exportForms } from './contract.ts'

/** All that was handed in for a project, as a table or with its attachments. */
export const applicationExport = taskKind({
  name: 'applications.exportApplications',
  title: 'applications.export.task',
  namesPeople: true,
  input: z.strictObject({
    projectId: z.uuid(),
    form: z.enum(exportForms),
    /** The token by which a program has started it. */
    token: z.strictObject({ id: z.uuid(), prefix: z.string() }).nullable(),
  }),
  cancellable: true,
  fileWhile: { query: 'applications.readProjectToExport', of: ({ projectId }) => ({ projectId }) },
})
