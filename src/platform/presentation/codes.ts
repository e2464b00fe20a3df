import { z } from 'zod'
import { isCountry } from './countries.ts'
import { isCurrency } from './currencies.ts'

const code = z.string().trim().toUpperCase()
const notOffered = { params: { code: 'notOffered' } }

/** A country of ISO 3166, however its letters are written. */
export const countryCode = code.refine(isCountry, notOffered)

/** A currency of ISO 4217. */
export const currencyCode = code.refine(isCurrency, notOffered)

/** The same where a form may leave it empty: then it is null. */
export const optionalCountry = optional(isCountry)
export const optionalCurrency = optional(isCurrency)

function optional(isKnown: (text: string) => boolean) {
  return code
    .refine((text) => text === '' || isKnown(text), notOffered)
    .transform((text) => (text === '' ? null : text))
    .nullish()
    .transform((text) => text ?? null)
}
