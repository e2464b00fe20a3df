import { z } from 'zod'
import { nameText } from '../../platform/text.ts'
import { rhythms } from './watch.ts'

export const Nothing = z.strictObject({})

const parts = {
  name: nameText(60),
  rhythm: z.enum(rhythms).default('daily'),
}

/** As the address of the list says it, with or without what stands before it. */
const Query = z.string().trim().max(2000)

export const WatchProjects = z.strictObject({ ...parts, query: Query.default('') })

export const WatchReference = z.strictObject({ watchId: z.uuid() })

/** Left out, what it looks for stays. */
export const ChangeWatch = WatchReference.extend({ ...parts, query: Query.optional() })

export const WatchReply = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    query: z.string(),
    rhythm: z.enum(rhythms),
    version: z.int(),
    createdAt: z.date(),
  })
  .meta({ id: 'ProjectWatch' })

export const WatchList = z.strictObject({ items: z.array(WatchReply) })

export const TakeDueWatches = z.strictObject({
  rhythm: z.enum(rhythms).exclude(['never']),
  /** Those that were not looked at since. */
  before: z.date().optional(),
})

export const Taken = z.strictObject({ looked: z.int() })

export const DigestReference = z.strictObject({ personId: z.uuid(), digestId: z.uuid() })

export const Digest = z.strictObject({
  items: z.array(
    z.strictObject({
      slug: z.string(),
      title: z.string(),
      deadline: z.date(),
      timeZone: z.string(),
    }),
  ),
})

export type WatchReply = z.output<typeof WatchReply>
