import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** All that an association keeps, as one file. */
export const tenantExport = taskKind({
  name: 'tenants.exportTenant',
  title: 'tenants.export.task',
  input: z.strictObject({ tenantId: z.uuid() }),
  cancellable: true,
})
