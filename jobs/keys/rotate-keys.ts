import { keyMissing, keyRotation, RotationState, rewrapBatch, rotate } from '../../src/modules/keys/index.ts'
import { task } from '../../src/platform/declare/task.ts'

export const rotateKeys = task(keyRotation, {
  summary: 'Brings everything that is sealed under the current key',
  state: RotationState,
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle({ call, state, checkpoint }) {
    const { unreadable } = await rotate(
      state,
      (batch) => call(rewrapBatch, batch),
      (now) => checkpoint(now, { done: now.rewrapped, phase: 'keys.rotation.phase' }),
    )
    if (unreadable > 0) throw keyMissing({ values: { count: unreadable } })
    return undefined
  },
})
