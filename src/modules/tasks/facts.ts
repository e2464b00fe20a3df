import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'
import { taskStates } from './task.ts'

export const taskEnded = fact(
  'tasks.taskEnded',
  1,
  z.object({ taskId: z.uuid(), personId: z.uuid().nullable(), state: z.enum(taskStates) }),
)
