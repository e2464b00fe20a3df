import { z } from 'zod'
import { accountOf, system } from '../../../platform/policy/actor.ts'
import { startTask } from '../../tasks/index.ts'
import { command } from '../room.ts'
import { keyRotation } from '../task-kinds.ts'

/** The task is of no association, as the keys are: that in which its starter happens to be has nothing to do with it. */
export const startRotation = command({
  name: 'keys.startRotation',
  stepUp: true,
  summary: 'Have everything that is sealed brought under the current key',
  permission: 'platform',
  input: z.strictObject({}),
  output: z.strictObject({ taskId: z.uuid() }).meta({ id: 'KeyRotation' }),
  http: { method: 'post', path: '/platform/keys/rotation', status: 202 },
  severity: 'critical',
  run: (context) =>
    startTask(
      { ...context, actor: system('keys are rotated', null, accountOf(context.actor)) },
      keyRotation,
      {},
    ),
})
