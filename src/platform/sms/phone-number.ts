import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export interface PhoneNumber {
  /** E.164: `+15105550100`. Two ways to write a number are one number here. */
  number: string
  /** ISO 3166 code of where it belongs; null for numbers of no country, such as satellites. */
  country: string | null
}

/**
 * Reads a number as people write it, the national way where no country code stands before it. Null: it is none that
 * can take a message. Premium numbers are refused: messages to them would pay whoever asked for them.
 */
export function parsePhoneNumber(text: string, defaultCountry: string): PhoneNumber | null {
  if (text.length > 40) return null
  const parsed = parsePhoneNumberFromString(text, {
    defaultCountry: isSupportedCountry(defaultCountry) ? (defaultCountry as CountryCode) : undefined,
    extract: false,
  })
  if (!parsed?.isValid() || parsed.ext !== undefined) return null
  const type = parsed.getType()
  if (type !== undefined && !takesMessages.has(type)) return null
  return { number: parsed.number, country: parsed.country ?? null }
}

const takesMessages: ReadonlySet<string> = new Set([
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'FIXED_LINE',
  'PERSONAL_NUMBER',
  'VOIP',
])

/** As people of anywhere read it: `+1 510 555 0100`. */
export function formatPhoneNumber(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number
}
