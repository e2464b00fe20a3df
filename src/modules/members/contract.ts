import { z } from 'zod'

export const Places = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), level: z.int() })),
})

export type Places = z.output<typeof Places>
