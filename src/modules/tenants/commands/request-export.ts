import { z } from 'zod'
import { startTask } from '../../tasks/index.ts'
import { Nothing } from '../contract.ts'
import { rootOf } from '../policy.ts'
import { command } from '../room.ts'
import { tenantExport } from '../task-kinds.ts'

export const requestExport = command({
  name: 'tenants.requestExport',
  stepUp: true,
  summary: 'Have everything that your association keeps put into one file',
  permission: 'tenants.export',
  whileStopped: ['suspended', 'closing'],
  input: Nothing,
  output: z.strictObject({ taskId: z.uuid() }),
  http: { method: 'post', path: '/tenancy/exports', status: 202 },
  severity: 'critical',
  limits: [{ by: 'account', count: 10, seconds: 86_400 }],
  target: async ({ actor }) => rootOf(actor),
  run: (context, _input, { tenantId }) => startTask(context, tenantExport, { tenantId }),
})
