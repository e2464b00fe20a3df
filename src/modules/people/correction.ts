import { isNameless } from './name.ts'

/** What others may write down anew of somebody who has no account. */
export const correctedParts = ['givenName', 'familyName', 'patronymic', 'nativeName', 'phone'] as const
export type CorrectedPart = (typeof correctedParts)[number]
export type Correctable = Record<CorrectedPart, string | null>

/**
 * What of an entry would become another: what is not said stays, and so does what is said as it stands there. Nothing where
 * nobody would have a name afterwards.
 */
export function correctionOf(entry: Correctable, said: Partial<Correctable>): Partial<Correctable> {
  const news = Object.fromEntries(
    correctedParts.flatMap((part) => {
      const text = said[part]
      return text === undefined || text === entry[part] ? [] : [[part, text]]
    }),
  )
  return isNameless({ ...entry, ...news }) ? {} : news
}
