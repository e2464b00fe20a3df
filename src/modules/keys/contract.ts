import { z } from 'zod'

export const Batch = z.strictObject({
  /** Its place in the list of sealed columns. */
  column: z.int().min(0),
  /** The row after which to go on. */
  after: z.string().nullable(),
})

export const BatchReply = z.strictObject({
  rewrapped: z.int(),
  unreadable: z.int(),
  after: z.string().nullable(),
  /** Whether there is such a column at all. */
  known: z.boolean(),
})

export const KeysInUse = z
  .strictObject({
    current: z.string(),
    /** The keys are those of other associations as well: then nothing is counted for the administrators of one. */
    isShared: z.boolean(),
    columns: z.array(
      z.strictObject({
        name: z.string(),
        keys: z.array(z.strictObject({ keyId: z.string(), count: z.int() })),
      }),
    ),
    abilities: z.strictObject({ rotate: z.boolean() }),
  })
  .meta({ id: 'KeysInUse' })

export type Batch = z.output<typeof Batch>
export type BatchReply = z.output<typeof BatchReply>
export type KeysInUse = z.output<typeof KeysInUse>
