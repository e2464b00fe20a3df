import { z } from 'zod'
import { startTask } from '../../tasks/index.ts'
import { findHolder } from '../holder-row.ts'
import { onlyForWhoRunsAll } from '../policy.ts'
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
  target: ({ tx, actor }) => findHolder(tx.sql, actor),
  rule: onlyForWhoRunsAll,
  run: (context) => startTask(context, keyRotation, {}),
})
