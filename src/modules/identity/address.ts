import { z } from 'zod'
import type { Config } from '../../platform/config.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { RateLimit } from '../../platform/declare/operation.ts'
import { type AppError, invalid } from '../../platform/errors.ts'
import { parsePhoneNumber } from '../../platform/sms/phone-number.ts'

/** Where an account is reached: an e-mail address, or the number of a phone. */
export interface Address {
  channel: 'email' | 'phone'
  /** In lower case, or E.164: however it was typed, one address is one text. */
  value: string
}

export const EmailAddress = z.string().trim().max(254).pipe(z.email())

/** As somebody typed it; `requireAddress` reads it, by the settings of the installation. */
export const TypedAddress = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .refine((text) => (text.includes('@') ? z.email().safeParse(text).success : looksLikeNumber.test(text)), {
    params: { code: 'identity.error.address' },
  })

const looksLikeNumber = /^[+＋(]?[\p{Nd}\s().\-–/]{5,40}$/u

type NumberSettings = Pick<Config, 'SMS_DEFAULT_COUNTRY'>

export function readAddress(typed: string, settings: NumberSettings): Address | null {
  if (!typed.includes('@')) {
    const phone = parsePhoneNumber(typed, settings.SMS_DEFAULT_COUNTRY)
    return phone && { channel: 'phone', value: phone.number }
  }
  const email = EmailAddress.safeParse(typed)
  return email.success ? { channel: 'email', value: email.data.toLowerCase() } : null
}

export function requireAddress(typed: string, settings: NumberSettings): Address {
  const address = readAddress(typed, settings)
  if (!address) throw wrong('identity.error.address')
  return address
}

/** An address that something can be sent to: no code is promised that would never come. */
export function requireReachable(
  typed: string,
  settings: NumberSettings & Pick<Config, 'sms' | 'SMS_COUNTRIES'>,
): Address {
  const address = requireAddress(typed, settings)
  if (address.channel === 'email') return address
  if (settings.sms === 'off') throw wrong('identity.error.noMessages')
  const country = parsePhoneNumber(address.value, settings.SMS_DEFAULT_COUNTRY)?.country ?? ''
  if (settings.SMS_COUNTRIES && !settings.SMS_COUNTRIES.includes(country))
    throw wrong('identity.error.countryNotServed')
  return address
}

function wrong(code: string): AppError {
  return invalid([{ pointer: '/address', code, message: '' }])
}

/** Which account has an address. `a` is accounts. */
export function accountAt({ channel, value }: Address): Sql {
  return channel === 'email' ? sql`a.email = ${value}::citext` : sql`a.phone = ${value}`
}

const phoneOf = (input: Readonly<Record<string, unknown>>, config: Config): string | null => {
  const address = readAddress(String(input.address ?? ''), config)
  return address?.channel === 'phone' ? address.value : null
}

const hour = 3600

/**
 * What one may cause to be sent, whatever it is for. Messages to phones cost money, and some people earn by causing
 * them: so they are counted by number, by day and by country besides.
 */
export const sendingLimits: RateLimit[] = [
  { by: 'address', count: 20, seconds: hour },
  { by: 'account', count: 20, seconds: hour },
  ...addresseeLimits(),
]

/** What anybody at all may cause to be sent to one address. */
export function addresseeLimits(): RateLimit[] {
  return [
    {
      by: {
        name: 'mailbox',
        of(input, config) {
          const address = readAddress(String(input.address ?? ''), config)
          return address?.channel === 'email' ? address.value : null
        },
      },
      count: 5,
      seconds: hour,
    },
    { by: { name: 'phone', of: phoneOf }, count: 5, seconds: hour },
    { by: { name: 'phone', of: phoneOf }, count: 12, seconds: 24 * hour },
    {
      by: {
        name: 'country',
        of(input, config) {
          const number = phoneOf(input, config)
          return number && (parsePhoneNumber(number, config.SMS_DEFAULT_COUNTRY)?.country ?? 'other')
        },
      },
      count: ({ SMS_HOURLY_LIMIT_PER_COUNTRY }) => SMS_HOURLY_LIMIT_PER_COUNTRY,
      seconds: hour,
    },
  ]
}
