import { z } from 'zod'
import { nameText } from '../../platform/text.ts'

export const SaveView = z.strictObject({
  /** Name of the list's query. */
  list: z
    .string()
    .regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)
    .max(100),
  name: nameText(60),
  /** Filters, order and columns, as the address of the list says them. */
  query: z.string().max(4000),
  /** Shows it whenever the list is opened without saying more. */
  isDefault: z
    .boolean()
    .describe(
      'Whether the list opens with it where the address says no more. Left out, it stays as it is; of a new view it is not so.',
    )
    .optional(),
  /** Everybody who belongs to this unit or below it may open it. */
  sharedAt: z
    .uuid()
    .nullable()
    .describe(
      'The id of the unit whose members may open it; null for nobody else. Left out, it stays as it is; a new view is for its owner.',
    )
    .optional(),
  replace: z
    .boolean()
    .describe('Takes the place of the view that has this name already. Else that is refused.')
    .default(false),
})

export const ViewReference = z.strictObject({ viewId: z.uuid() })

export const ViewReply = z
  .strictObject({
    id: z.uuid(),
    list: z.string(),
    name: z.string(),
    query: z.string(),
    isDefault: z.boolean(),
    sharedAt: z.uuid().nullable(),
  })
  .meta({ id: 'ListView' })

export const PlacesToShare = z.strictObject({
  items: z.array(z.strictObject({ unitId: z.uuid(), name: z.string() })),
})

export type ViewReply = z.output<typeof ViewReply>
export type PlacesToShare = z.output<typeof PlacesToShare>
