import type { RunSql } from '../db/database.ts'
import { sql, trusted } from '../db/sql.ts'
import { StartupError } from '../startup-error.ts'
import type { Crypto } from './crypto.ts'
import { keyIdOf } from './envelope.ts'
import { madeFromSecret } from './keyring.ts'
import type { SealedColumn } from './sealed-columns.ts'

/** Whoever starts with wrong keys has them wrong for all values: a few of each column tell. */
const looksAt = 20

/** The ids of keys that values are sealed under, and that are missing or are not what they were. */
export async function lostKeys(
  run: RunSql,
  crypto: Crypto,
  columns: readonly SealedColumn[],
): Promise<string[]> {
  const lost = await Promise.all(
    columns.map(async ({ table, column, purpose }) => {
      const value = trusted(column)
      const rows = await run<{ sealed: Buffer }>(sql`
        SELECT ${value} AS sealed FROM ${trusted(table)} WHERE ${value} IS NOT NULL LIMIT ${looksAt}`)
      return rows.flatMap(({ sealed }) => (isOpened(crypto, purpose, sealed) ? [] : [keyIdOf(sealed)]))
    }),
  )
  return [...new Set(lost.flat())].sort()
}

function isOpened(crypto: Crypto, purpose: string, sealed: Buffer): boolean {
  try {
    crypto.open(purpose, sealed)
    return true
  } catch {
    return false
  }
}

/** Told before anybody is served: without its keys a portal answers by faults wherever it meets a sealed value. */
export async function refuseLostKeys(
  run: RunSql,
  crypto: Crypto,
  columns: readonly SealedColumn[],
): Promise<void> {
  const lost = await lostKeys(run, crypto, columns)
  if (lost.length > 0) throw new StartupError(wordsOfLostKeys(lost))
}

export function wordsOfLostKeys(lost: readonly string[], where = 'database'): string {
  const names = lost.map((id) => (id === madeFromSecret ? 'the one made from the secret' : `"${id}"`))
  const ways = [
    ...(lost.some((id) => id !== madeFromSecret)
      ? ['Add what stands in quotes to ENCRYPTION_KEYS, after the current one.']
      : []),
    ...(lost.includes(madeFromSecret) ? [wayToSecret] : []),
  ]
  return `Values in this ${where} are sealed under keys that are missing or not as they were: ${names.join(', ')}. ${ways.join(' ')} Where they are lost for good, ENCRYPTION_ALLOW_LOST=true goes on without what they sealed.`
}

/** What to do about a key that is missing, whatever was sealed under it. */
export const wayToKey = (id: string) =>
  id === madeFromSecret ? wayToSecret : 'Add that key, after the current one.'

const wayToSecret = `For the one made from the secret, the secret has to be what it was (SECRET, or the file "secret" of the data folder), and ENCRYPTION_KEYS, where it is set, has to end with the word for it: ENCRYPTION_KEYS="id:key,${madeFromSecret}".`
