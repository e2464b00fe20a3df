import { z } from 'zod'
import { startTask } from '../../tasks/index.ts'
import { TellPeople } from '../contract.ts'
import { command } from '../room.ts'
import { peopleTold } from '../task-kinds.ts'

/** Thousands of letters are no work for the command that they are about. */
export const tellPeople = command({
  name: 'tenants.tellPeople',
  summary: 'Begin to tell everybody of an association what becomes of it',
  permission: 'system',
  input: TellPeople,
  output: z.strictObject({ taskId: z.uuid() }),
  run: (context, input) => startTask(context, peopleTold, input),
})
