import { type Sql, trusted } from '../db/sql.ts'

/**
 * Languages whose order of names the database knows: a collation `names_<language>` for each, made by a migration.
 * They are ICU's, with numbers inside names compared as numbers ("Group 2" before "Group 10").
 */
export const collatedLanguages = ['en', 'uk', 'ta'] as const

const names = new Map<string, string>(collatedLanguages.map((language) => [language, `names_${language}`]))

/** The order of names that a reader of this language expects; the order of no language in particular for all others. */
export function collationOf(locale: string): string {
  return names.get(locale.split('-')[0] ?? '') ?? 'names_und'
}

export function collate(collation: string): Sql {
  return trusted(` COLLATE ${collation}`)
}
