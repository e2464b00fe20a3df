import type { RunSql } from '../db/database.ts'
import { sql, trusted } from '../db/sql.ts'
import type { Crypto } from './crypto.ts'
import { headerOf, KeyMissing, NotAsSealed } from './envelope.ts'
import type { SealedColumn } from './sealed-columns.ts'

export interface RewrapResult {
  rewrapped: number
  /** Values that no key of the ring opens. They stay as they are. */
  unreadable: number
  /** The key of the last row that was looked at; null where there were no more. */
  after: string | null
}

interface Row {
  key: string
  sealed: Buffer
}

const rowsAtOnce = 500

/**
 * The next rows of a column, by their key. What is sealed under an older key is wrapped under the current one; only
 * what is still as it was read is exchanged, so a value that somebody writes meanwhile stays theirs.
 */
export async function rewrapBatch(
  run: RunSql,
  crypto: Crypto,
  { table, keys, column, purpose }: SealedColumn,
  after: string | null,
): Promise<RewrapResult> {
  const key = trusted(`(${keys.map((name) => `t.${name}`).join(', ')})`)
  const given = trusted(keys.map((name) => `k.${name}`).join(', '))
  const asJson = trusted(`jsonb_build_object(${keys.map((name) => `'${name}', t.${name}`).join(', ')})::text`)
  const from = trusted(`${table} t`)
  const value = trusted(`t.${column}`)
  const record = trusted(`NULL::${table}`)
  const rows = await run<Row>(sql`
    SELECT ${asJson} AS key, ${value} AS sealed FROM ${from}
    WHERE ${after === null ? sql`true` : sql`${key} > (SELECT ${given} FROM jsonb_populate_record(${record}, ${after}::jsonb) k)`}
    ORDER BY ${trusted(keys.map((name) => `t.${name}`).join(', '))} LIMIT ${rowsAtOnce}`)
  const header = headerOf(crypto.currentKeyId)
  const older = rows.filter(
    ({ sealed }) => sealed !== null && !sealed.subarray(0, header.length).equals(header),
  )
  const exchanged = older.flatMap((row) => {
    try {
      return [{ ...row, next: crypto.rewrap(purpose, row.sealed) }]
    } catch (error) {
      if (error instanceof KeyMissing || error instanceof NotAsSealed) return []
      throw error
    }
  })
  if (exchanged.length > 0)
    await run(sql`
      UPDATE ${from} SET ${trusted(column)} = n.next
      FROM unnest(${exchanged.map((row) => row.key)}::text[], ${exchanged.map((row) => row.sealed)}::bytea[],
        ${exchanged.map((row) => row.next)}::bytea[]) AS n (key, sealed, next),
        LATERAL jsonb_populate_record(${record}, n.key::jsonb) AS k
      WHERE ${key} = (${given}) AND ${value} = n.sealed`)
  return {
    rewrapped: exchanged.length,
    unreadable: older.length - exchanged.length,
    after: rows.length < rowsAtOnce ? null : (rows.at(-1)?.key ?? null),
  }
}

/** How many values of a column stand under which key. */
export async function countByKey(
  run: RunSql,
  { table, column }: SealedColumn,
): Promise<Array<{ keyId: string; count: number }>> {
  const value = trusted(column)
  return run(sql`
    SELECT convert_from(substring(${value} FROM 3 FOR get_byte(${value}, 1)), 'UTF8') AS "keyId", count(*) AS count
    FROM ${trusted(table)} WHERE ${value} IS NOT NULL GROUP BY 1 ORDER BY 1`)
}
