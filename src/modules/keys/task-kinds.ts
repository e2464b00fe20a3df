import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'

/** Everything that is sealed, under the current key. */
export const keyRotation = taskKind({
  name: 'keys.rotateKeys',
  title: 'keys.rotation.task',
  input: z.strictObject({}),
  cancellable: false,
  namesPeople: false,
  alone: true,
})
