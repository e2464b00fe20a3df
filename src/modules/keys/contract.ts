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
    columns: z.array(
      z.strictObject({
        name: z.string(),
        keys: z.array(z.strictObject({ keyId: z.string(), count: z.int() })),
      }),
    ),
    /** The last rotation that was begun here; null where there was none in the last thirty days. */
    rotation: z
      .strictObject({
        state: z.string(),
        /** How many values it has brought under the current key. */
        done: z.int(),
        createdAt: z.date(),
        /** Why it failed. */
        problem: z.strictObject({ code: z.string(), text: z.string() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'KeysInUse' })

export type Batch = z.output<typeof Batch>
export type BatchReply = z.output<typeof BatchReply>
export type KeysInUse = z.output<typeof KeysInUse>
