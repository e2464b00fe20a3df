import { createHash, randomBytes } from 'node:crypto'
import type { RunSql } from '../db/database.ts'
import type { Listener } from '../db/listener.ts'
import { sql } from '../db/sql.ts'
import type { Crypto } from './crypto.ts'
import { decrypt, encrypt } from './envelope.ts'
import type { SealedColumn } from './sealed-columns.ts'

/*
 * A key for each person, for each account that is nobody in a tenant, and for the visitors of each month. What the
 * audit keeps about someone stands under their key: to erase them is to destroy it, and no row has to change.
 */

/** Null once it was destroyed: what belongs under it is not kept any more. */
export type PersonKey = Buffer | null

export interface PersonKeys {
  /** Those that this process remembers; null where one of them has to be asked for. */
  remembered(ids: readonly string[]): Map<string, PersonKey> | null
  /** Finds them, and makes those that are missing, on the connection of whoever needs them. */
  findOrMake(run: RunSql, ids: readonly string[], now: Date): Promise<Map<string, PersonKey>>
}

export const personKeyColumn: SealedColumn = {
  table: 'person_keys',
  keys: ['id'],
  column: 'sealed_key',
  purpose: 'person key',
}

/** Channel on which a trigger says that a key was destroyed. */
const destroyedChannel = 'guildhall_person_keys'
const rememberedFor = 10 * 60_000
const mostRemembered = 10_000

export async function createPersonKeys(crypto: Crypto, listener: Listener): Promise<PersonKeys> {
  const known = new Map<string, { key: PersonKey; until: number }>()
  await listener.on(
    destroyedChannel,
    (id) => known.delete(id),
    () => known.clear(),
  )
  const open = (sealed: Buffer | null): PersonKey => sealed && crypto.open(personKeyColumn.purpose, sealed)

  function remember(id: string, key: PersonKey): void {
    if (!listener.up) return
    if (known.size >= mostRemembered) known.delete(known.keys().next().value ?? '')
    known.set(id, { key, until: performance.now() + rememberedFor })
  }

  return {
    remembered(ids) {
      const found = new Map<string, PersonKey>()
      for (const id of ids) {
        const entry = known.get(id)
        // While the listener is down nobody would tell of a key that was destroyed.
        if (!entry || entry.until < performance.now() || !listener.up) return null
        found.set(id, entry.key)
      }
      return found
    },

    async findOrMake(run, ids, now) {
      const sorted = [...new Set(ids)].sort()
      const keys = new Map<string, PersonKey>()
      const offered = sorted.map(() => crypto.seal(personKeyColumn.purpose, randomBytes(32)))
      const months = sorted.map((id) => (id === visitorsKeyId(now) ? monthOf(now) : null))
      const rows = await run<{ id: string; sealed: Buffer | null; made: boolean }>(sql`
        WITH made AS (
          INSERT INTO person_keys (id, month, sealed_key, created_at)
          SELECT id, month, sealed, ${now}
          FROM unnest(${sorted}::uuid[], ${months}::text[], ${offered}::bytea[]) AS offer (id, month, sealed)
          ORDER BY id ON CONFLICT (id) DO NOTHING RETURNING id, sealed_key)
        SELECT id, sealed_key AS sealed, true AS made FROM made
        UNION ALL SELECT id, sealed_key, false FROM person_keys WHERE id = ANY(${sorted}::uuid[])`)
      for (const { id, sealed, made } of rows) {
        keys.set(id, open(sealed))
        // One that was just made is gone again if the transaction is rolled back.
        if (!made) remember(id, keys.get(id) ?? null)
      }
      // Made by somebody else at this very moment: this statement began too early to see it.
      const unseen = sorted.filter((id) => !keys.has(id))
      if (unseen.length > 0)
        for (const { id, sealed } of await readSealed(run, unseen)) keys.set(id, open(sealed))
      return keys
    },
  }
}

/** For reading: never from memory, so that what is destroyed is gone at once. Missing ones are left out. */
export async function findPersonKeys(
  run: RunSql,
  crypto: Crypto,
  ids: readonly string[],
): Promise<Map<string, Buffer>> {
  const keys = new Map<string, Buffer>()
  for (const { id, sealed } of ids.length === 0 ? [] : await readSealed(run, ids))
    if (sealed) keys.set(id, crypto.open(personKeyColumn.purpose, sealed))
  return keys
}

function readSealed(
  run: RunSql,
  ids: readonly string[],
): Promise<Array<{ id: string; sealed: Buffer | null }>> {
  return run(sql`SELECT id, sealed_key AS sealed FROM person_keys WHERE id = ANY(${ids}::uuid[])`)
}

/** For good: what stands under these keys cannot be read again, by anybody. Also for those that have no key yet. */
export async function erasePersonKeys(run: RunSql, ids: readonly string[], now: Date): Promise<void> {
  await run(sql`
    INSERT INTO person_keys (id, created_at, destroyed_at)
    SELECT DISTINCT id, ${now}::timestamptz, ${now}::timestamptz FROM unnest(${ids}::uuid[]) AS erased (id)
    ON CONFLICT (id) DO UPDATE SET sealed_key = NULL, destroyed_at = excluded.destroyed_at
    WHERE person_keys.destroyed_at IS NULL`)
}

/** Forgets where visitors of the months before this day came from. Answers of how many months. */
export async function eraseVisitorKeys(run: RunSql, before: Date, now: Date): Promise<number> {
  const months = await run(sql`
    UPDATE person_keys SET sealed_key = NULL, destroyed_at = ${now}
    WHERE month < ${monthOf(before)} AND destroyed_at IS NULL RETURNING 1`)
  return months.length
}

export function encryptFor(key: Buffer, context: string, value: unknown): Buffer {
  return encrypt(key, context, Buffer.from(JSON.stringify(value)))
}

export function decryptFor(key: Buffer, context: string, encrypted: Uint8Array): unknown {
  return JSON.parse(decrypt(key, context, encrypted).toString())
}

/** The same in every process, so that nobody has to ask. */
export function visitorsKeyId(now: Date): string {
  const bytes = createHash('sha256')
    .update(`guildhall visitors ${monthOf(now)}`)
    .digest()
    .subarray(0, 16)
  // Version 8 of a UUID: made from what its maker likes.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function monthOf(now: Date): string {
  return now.toISOString().slice(0, 7)
}
