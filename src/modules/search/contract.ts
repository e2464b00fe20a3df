import { z } from 'zod'

export const Search = z.strictObject({
  text: z.string().trim().min(2).max(120),
  limit: z.int().min(1).max(20).default(8),
})

export const Finds = z
  .strictObject({
    items: z.array(
      z.strictObject({ type: z.string(), id: z.uuid(), title: z.string().nullable(), href: z.string() }),
    ),
  })
  .meta({ id: 'Finds' })
