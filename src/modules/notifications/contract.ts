import { z } from 'zod'
import { channels } from '../../platform/presentation/channels.ts'

const Channel = z.enum(channels)
const TopicName = z
  .string()
  .regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)
  .max(100)

export const Nothing = z.strictObject({})

/** What is not listed stays as it is. */
export const UpdateMyPreferences = z.strictObject({
  choices: z
    .array(z.strictObject({ topic: TopicName, channel: Channel, wanted: z.boolean() }))
    .min(1)
    .max(500),
})

export const Preferences = z
  .strictObject({
    topics: z.array(
      z.strictObject({
        name: z.string(),
        /** Locale key of what people call it. */
        label: z.string(),
        labelText: z.string(),
        /** Nobody turns it off. */
        security: z.boolean(),
        channels: z.array(z.strictObject({ channel: Channel, wanted: z.boolean() })),
      }),
    ),
  })
  .meta({ id: 'NotificationPreferences' })

export const ListRecipients = z.strictObject({ topic: TopicName, personIds: z.array(z.uuid()).max(10_000) })

export const Recipients = z.strictObject({
  items: z.array(
    z.strictObject({
      personId: z.uuid(),
      name: z.string(),
      locale: z.string(),
      channel: Channel,
      /** Address of the channel. */
      to: z.string(),
      /** Paths of the portal. */
      optOut: z.strictObject({ preferences: z.string(), unsubscribe: z.string() }),
    }),
  ),
})

export const UnsubscribeToken = z
  .string()
  .regex(/^[\w-]+\.[\w-]{43}$/)
  .max(600)

export const TokenReference = z.strictObject({ token: UnsubscribeToken })

export const Subscription = z.strictObject({ label: z.string(), labelText: z.string(), channel: Channel })

export type Preferences = z.output<typeof Preferences>
export type Subscription = z.output<typeof Subscription>
