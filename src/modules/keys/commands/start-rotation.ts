import { z } from 'zod'
import { startTask } from '../../tasks/index.ts'
import { command } from '../room.ts'
import { keyRotation } from '../task-kinds.ts'

export const startRotation = command({
  name: 'keys.startRotation',
  stepUp: true,
  summary: 'Have everything that is sealed brought under the current key',
  permission: 'keys.rotate',
  input: z.strictObject({}),
  output: z.strictObject({ taskId: z.uuid() }).meta({ id: 'KeyRotation' }),
  http: { method: 'post', path: '/keys/rotation', status: 202 },
  severity: 'critical',
  // Keys are those of the whole installation, so it takes the right at a root.
  target: async ({ actor }) => (actor.tenantId ? { unitPath: actor.tenantId.replaceAll('-', '') } : null),
  run: (context) => startTask(context, keyRotation, {}),
})
