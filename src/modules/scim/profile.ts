import type { z } from 'zod'
import { FollowDirectory, offeredLocales } from '../people/index.ts'
import type { Document } from './resource.ts'

export type Profile = Omit<z.input<typeof FollowDirectory>, 'personId'>

type Value = Record<string, unknown>

/** Of several values the primary one, else the first of these kinds, else the first. */
function chosen(values: unknown, kinds: readonly string[]): Value | null {
  if (!Array.isArray(values)) return null
  const all = values as Value[]
  const ofKind = kinds.map((kind) =>
    all.find(({ type }) => typeof type === 'string' && type.toLowerCase() === kind),
  )
  return (
    all.find(({ primary }) => primary === true) ?? ofKind.find((each) => each !== undefined) ?? all[0] ?? null
  )
}

const textIn = (value: unknown, name: string): string | null => {
  const found = (value as Value | null | undefined)?.[name]
  return typeof found === 'string' ? found : null
}

/** What a profile has a field for. Where the provider says nothing of it, the field is not there. */
function saidOf(document: Document): Profile {
  const { name, title, preferredLanguage, locale, timezone, phoneNumbers, addresses } = document
  const phone = chosen(phoneNumbers, ['work', 'mobile'])
  const address = chosen(addresses, ['work', 'home'])
  const language = [preferredLanguage, locale].find((each) => typeof each === 'string')
  const known = offeredLocales.find((each) => each === language?.slice(0, 2).toLowerCase())
  return {
    ...(name === undefined
      ? {}
      : {
          givenName: textIn(name, 'givenName'),
          familyName: textIn(name, 'familyName'),
          patronymic: textIn(name, 'middleName'),
        }),
    ...(title === undefined ? {} : { title: String(title) }),
    ...(phone ? { phone: textIn(phone, 'value') } : {}),
    ...(address && textIn(address, 'country')
      ? {
          addressLines: textIn(address, 'streetAddress') ?? textIn(address, 'formatted'),
          city: textIn(address, 'locality'),
          region: textIn(address, 'region'),
          postalCode: textIn(address, 'postalCode'),
          country: textIn(address, 'country')?.toUpperCase() as string,
        }
      : {}),
    ...(known ? { locale: known } : {}),
    ...(typeof timezone === 'string' ? { timeZone: timezone } : {}),
  }
}

/** An address is one thing: without the country, or with one that is none, nothing of it is taken. */
const ofAddress = ['addressLines', 'city', 'region', 'postalCode', 'country'] as const

/**
 * What changes in a profile where the provider said one thing and now says another. What fits no field of it is left as it
 * is there; what the provider no longer says is emptied. A language and a time zone stay.
 */
export function profileChanges(before: Document | null, after: Document): Profile {
  const [was, is] = [before === null ? {} : saidOf(before), saidOf(after)]
  const emptied = Object.fromEntries(
    Object.keys(was)
      .filter((name) => !(name in is) && name !== 'locale' && name !== 'timeZone')
      .map((name) => [name, null]),
  )
  const changed = Object.entries({ ...emptied, ...is }).filter(
    ([name, value]) => before === null || value !== (was as Value)[name],
  )
  const fitting = changed.filter(([name, value]) => value === null || fits(name as keyof typeof shape, value))
  const isWithoutCountry = changed.some(
    ([name, value]) => name === 'country' && value !== null && !fits('country', value),
  )
  return Object.fromEntries(
    isWithoutCountry ? fitting.filter(([name]) => !(ofAddress as readonly string[]).includes(name)) : fitting,
  )
}

const { shape } = FollowDirectory

function fits(name: keyof typeof shape, value: unknown): boolean {
  return shape[name].safeParse(value).success
}

/** How somebody is called who comes new: one name is enough, and something always does for it. */
export function namesOf(document: Document): {
  givenName: string | null
  familyName: string | null
  patronymic: string | null
} {
  const { givenName = null, familyName = null, patronymic = null } = profileChanges(null, document)
  if (givenName || familyName) return { givenName, familyName, patronymic }
  const { displayName, name, userName } = document
  const instead = [displayName, textIn(name, 'formatted'), String(userName).split('@')[0]]
    .map((each) =>
      String(each ?? '')
        .trim()
        .slice(0, 100),
    )
    .find((each) => each !== '' && shape.givenName.safeParse(each).success)
  return { givenName: instead ?? 'Member', familyName: null, patronymic: null }
}
