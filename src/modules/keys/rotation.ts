import { z } from 'zod'
import type { Batch, BatchReply } from './contract.ts'

/** How far a rotation has come; what a run after this one goes on from. */
export const RotationState = z.strictObject({
  pass: z.int(),
  column: z.int(),
  after: z.string().nullable(),
  /** In all passes. */
  rewrapped: z.int(),
  /** In this pass. */
  rewrappedNow: z.int(),
  unreadable: z.int(),
})

export type RotationState = z.output<typeof RotationState>

const beginning: RotationState = {
  pass: 1,
  column: 0,
  after: null,
  rewrapped: 0,
  rewrappedNow: 0,
  unreadable: 0,
}

/** A process that has not restarted yet still seals under the older key. After so many passes it is left at that. */
const mostPasses = 5

/** Goes through all columns, again and again until a pass has found nothing left to do. */
export async function rotate(
  state: RotationState | null,
  rewrap: (batch: Batch) => Promise<BatchReply>,
  note: (state: RotationState) => Promise<void>,
): Promise<RotationState> {
  let now = state ?? beginning
  for (;;) {
    const { rewrapped, unreadable, after, known } = await rewrap({ column: now.column, after: now.after })
    if (known)
      now = {
        ...now,
        column: after === null ? now.column + 1 : now.column,
        after,
        rewrapped: now.rewrapped + rewrapped,
        rewrappedNow: now.rewrappedNow + rewrapped,
        unreadable: now.unreadable + unreadable,
      }
    else if (now.rewrappedNow === 0 || now.pass === mostPasses) return now
    else now = { ...beginning, pass: now.pass + 1, rewrapped: now.rewrapped }
    await note(now)
  }
}
