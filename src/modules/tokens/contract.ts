import { z } from 'zod'
import { nameText } from '../../platform/text.ts'
import { mostDays } from './api-token.ts'

export const Nothing = z.strictObject({})

export const CreateToken = z.strictObject({
  name: nameText(60),
  /** It counts there and below. */
  unitId: z.uuid(),
  scopes: z
    .array(z.string().max(100))
    .min(1)
    .max(200)
    .transform((scopes) => [...new Set(scopes)].sort()),
  days: z.int().min(1).max(mostDays),
})

export const TokenReference = z.strictObject({ tokenId: z.uuid() })

export const ApiToken = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.date(),
    expiresAt: z.date(),
    /** To about a minute. */
    lastUsedAt: z.date().nullable(),
  })
  .meta({ id: 'ApiToken' })

export const MadeToken = z
  .strictObject({ id: z.uuid(), name: z.string(), token: z.string(), expiresAt: z.date() })
  .meta({ id: 'MadeToken', description: 'The token is never shown again.' })

export const TokenList = z.strictObject({ items: z.array(ApiToken) })

export const TokenChoices = z
  .strictObject({
    scopes: z.array(z.string()),
    units: z.array(z.strictObject({ unitId: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'TokenChoices' })

export type ApiToken = z.output<typeof ApiToken>
export type MadeToken = z.output<typeof MadeToken>
export type TokenChoices = z.output<typeof TokenChoices>
