import type { RunSql } from '../../../platform/db/database.ts'
import { empty, join, type Sql, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { Duplicates, duplicateReasons, type Entry, ListDuplicates, PairPlace } from '../contract.ts'
import { isInChargeOfMerges } from '../policy.ts'
import { query } from '../room.ts'
import { findEntries } from '../subject-row.ts'

type Reason = (typeof duplicateReasons)[number]

/**
 * Entries of the association that are probably one person: those with the same e-mail address first, then those with the
 * same phone, then those with the same name. What is compared stands in an index in this order, so that a page reads on from
 * where the one before it ended. What staff have said to be different people is left out.
 */
export const listDuplicates = query({
  name: 'privacy.listDuplicates',
  summary: 'List pairs of entries that are probably one person',
  permission: 'privacy.merge',
  input: ListDuplicates,
  output: Duplicates,
  http: { method: 'get', path: '/duplicates' },
  cost: 10,
  async run({ db, actor, now }, { cursor, limit }) {
    const place = cursor === undefined ? null : (decodeCursor(cursor, PairPlace) ?? null)
    if (cursor !== undefined && !place) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const { tenantId } = actor
    if (tenantId === null || !isInChargeOfMerges(actor, now)) return { items: [], nextCursor: null }
    const from = place?.[0] ?? duplicateReasons[0]
    const pairs: Pair[] = []
    for (const by of duplicateReasons.slice(duplicateReasons.indexOf(from))) {
      const wanted = limit + 1 - pairs.length
      if (wanted > 0) pairs.push(...(await pairsBy(db.sql, tenantId, by, by === from ? place : null, wanted)))
    }
    const shown = pairs.slice(0, limit)
    const last = shown.at(-1)
    const ids = new Set(shown.flatMap(({ firstId, secondId }) => [firstId, secondId]))
    const found = await findEntries(db.sql, [...ids], actor, now)
    const entries = new Map(found.map((entry) => [entry.personId, toEntry(entry)]))
    return {
      items: shown.flatMap(({ by, firstId, secondId }) => {
        const [first, second] = [entries.get(firstId), entries.get(secondId)]
        return first && second ? [{ by, first, second }] : []
      }),
      nextCursor:
        pairs.length > limit && last ? encodeCursor([last.by, last.key, last.firstId, last.secondId]) : null,
    }
  },
})

function toEntry({ personId, displayName, nativeName, email, createdAt }: Entry): Entry {
  return { personId, displayName, nativeName, email, createdAt }
}

interface Pair {
  by: Reason
  key: string
  firstId: string
  secondId: string
}

/** `a` is an entry with its key, `b` the other one. */
interface Source {
  from: Sql
  first: Sql
  second: Sql
}

function sourcesOf(by: Reason): Source[] {
  const entries: Source = {
    from: sql`alike_entries a JOIN alike_entries b ON b.tenant_id = a.tenant_id AND b.kind = a.kind AND b.key = a.key AND b.person_id > a.person_id`,
    first: sql`a.person_id`,
    second: sql`b.person_id`,
  }
  if (by === 'name') return [entries]
  // What somebody told, and the account of somebody else who signs in with it.
  const same =
    by === 'email' ? sql`x.email = a.key::citext` : sql`x.phone IS NOT NULL AND phone_key(x.phone) = a.key`
  const accounts: Source = {
    from: sql`alike_entries a JOIN account_addresses x ON ${same}
      JOIN people b ON b.account_id = x.account_id AND b.tenant_id = a.tenant_id AND b.person_id <> a.person_id`,
    first: sql`least(a.person_id, b.person_id)`,
    second: sql`greatest(a.person_id, b.person_id)`,
  }
  return [entries, accounts]
}

async function pairsBy(
  run: RunSql,
  tenantId: string,
  by: Reason,
  place: PairPlace | null,
  limit: number,
): Promise<Pair[]> {
  const parts = sourcesOf(by).map(({ from, first, second }) => {
    // The key alone bounds the index; where it is the same, the ids tell who comes after.
    const after = place
      ? sql`AND a.key >= ${place[1]} AND (a.key > ${place[1]} OR (${first}, ${second}) > (${place[2]}::uuid, ${place[3]}::uuid))`
      : empty
    return sql`(SELECT a.key, ${first} AS first_id, ${second} AS second_id FROM ${from}
      WHERE a.tenant_id = ${tenantId}::uuid AND a.kind = ${by} ${after} AND NOT EXISTS (
        SELECT 1 FROM distinct_people d WHERE d.first_id = ${first} AND d.second_id = ${second})
      ORDER BY a.key, 2, 3 LIMIT ${limit})`
  })
  const rows = await run<Omit<Pair, 'by'>>(sql`
    SELECT DISTINCT key, first_id AS "firstId", second_id AS "secondId" FROM (${join(parts, ' UNION ALL ')}) found
    ORDER BY 1, 2, 3 LIMIT ${limit}`)
  return rows.map((row) => ({ by, ...row }))
}
