import { z } from 'zod'
import { noPerson } from '../../../platform/errors.ts'
import { startTask } from '../../tasks/index.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'
import { dataExport } from '../task-kinds.ts'

export const requestMyData = command({
  name: 'privacy.requestMyData',
  summary: 'Have all that is kept about you put into one file',
  permission: 'person',
  whileStopped: ['closing'],
  input: Nothing,
  output: z.strictObject({ taskId: z.uuid() }),
  http: { method: 'post', path: '/me/data', status: 202 },
  severity: 'notable',
  stepUp: true,
  limits: [{ by: 'address', count: 10, seconds: 3600 }],
  run(context) {
    const { actor } = context
    if (actor.kind !== 'account' || actor.personId === null) throw noPerson()
    return startTask(context, dataExport, { personId: actor.personId, accountId: actor.accountId })
  },
})
