import { z } from 'zod'
import type { Query } from '../declare/operation.ts'

/** What a room that keeps views answers for one list and whoever asks. */
export const SavedViews = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      list: z.string(),
      name: z.string(),
      /** Filters, order and columns, as the address of the list says them. */
      query: z.string(),
      isMine: z.boolean(),
      isDefault: z.boolean(),
      isShared: z.boolean(),
    }),
  ),
  mayShare: z.boolean(),
})

export type SavedViews = z.output<typeof SavedViews>

export const ListSavedViews = z.strictObject({ list: z.string().min(1).max(100) })

/** Filled by the room that keeps the views of lists that people saved. */
export type KeepsViews = Query<typeof ListSavedViews, z.ZodType<SavedViews, SavedViews>, undefined>
