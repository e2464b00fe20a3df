import { setTimeout as pause } from 'node:timers/promises'
import type { Database, RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { SignedCheckpoint, Signer } from './signer.ts'

interface Head {
  chain: string
  position: number
  hash: Buffer
}

/** Against two workers that sign at once. */
const advisoryLockKey = 72_707_373

/**
 * Signs how far each chain has come that went on since its last checkpoint, once an hour. A month ends with an hour,
 * so its end is signed too.
 */
export async function signDueCheckpoints(
  database: Database,
  signer: Signer,
  now: Date,
): Promise<SignedCheckpoint[]> {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  return database.transaction(async (tx) => {
    const [lock] = await tx.sql<{ held: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock(${advisoryLockKey}) AS held`,
    )
    if (!lock?.held) return []
    const due = await tx.sql<Head>(sql`
      WITH RECURSIVE ${heads}
      SELECT h.chain, h.position, h.hash FROM heads h
      LEFT JOIN LATERAL (
        SELECT c.position, c.made_at FROM audit_checkpoints c WHERE c.chain = h.chain ORDER BY c.made_at DESC LIMIT 1
      ) last ON true
      WHERE last.position IS NULL OR (last.position < h.position AND last.made_at < ${hour})`)
    const signed = due.map(({ chain, position, hash }) =>
      signer.sign({ chain, position, hash: hash.toString('hex'), madeAt: now.toISOString() }),
    )
    if (signed.length > 0)
      await tx.sql(sql`
        INSERT INTO audit_checkpoints (chain, position, hash, made_at, key_id, signature)
        SELECT chain, position, decode(hash, 'hex'), "madeAt", key, decode(signature, 'base64')
        FROM json_to_recordset(${JSON.stringify(signed)}::json)
          AS s (chain uuid, position bigint, hash text, "madeAt" timestamptz, key text, signature text)`)
    return signed
  })
}

/** The newest checkpoint of each chain. */
export async function newestCheckpoints(run: RunSql): Promise<SignedCheckpoint[]> {
  const rows = await run<CheckpointRow>(
    sql`SELECT DISTINCT ON (chain) ${checkpointColumns} FROM audit_checkpoints ORDER BY chain, made_at DESC`,
  )
  return rows.map(toCheckpoint)
}

/** Of one chain, the newest first. */
export async function checkpointsOf(run: RunSql, chain: string, limit: number): Promise<SignedCheckpoint[]> {
  const rows = await run<CheckpointRow>(sql`
    SELECT ${checkpointColumns} FROM audit_checkpoints WHERE chain = ${chain}::uuid
    ORDER BY made_at DESC LIMIT ${limit}`)
  return rows.map(toCheckpoint)
}

/** Links what waits, however much it is. Answers how many; another who is at it may have been quicker. */
export async function linkWaiting(run: RunSql): Promise<number> {
  for (let linked = 0; ; await pause(0)) {
    const [row] = await run<{ count: number }>(sql`SELECT audit_link_entries(${mostAtOnce}) AS count`)
    const count = row?.count ?? 0
    linked += Math.max(0, count)
    if (count < mostAtOnce) return linked
  }
}

const mostAtOnce = 5_000

/** The last link of each chain, by one step through the index for each: the table grows, the chains hardly do. */
const heads = sql`heads AS (
  (SELECT chain, position, hash FROM audit_links ORDER BY chain DESC, position DESC LIMIT 1)
  UNION ALL
  SELECT n.chain, n.position, n.hash FROM heads h, LATERAL (
    SELECT chain, position, hash FROM audit_links l WHERE l.chain < h.chain ORDER BY l.chain DESC, l.position DESC LIMIT 1
  ) n)`

interface CheckpointRow {
  chain: string
  position: number
  hash: Buffer
  madeAt: Date
  key: string
  signature: Buffer
}

const checkpointColumns = sql`chain, position, hash, made_at AS "madeAt", key_id AS key, signature`

function toCheckpoint({ hash, madeAt, signature, ...rest }: CheckpointRow): SignedCheckpoint {
  return {
    ...rest,
    hash: hash.toString('hex'),
    madeAt: madeAt.toISOString(),
    signature: signature.toString('base64'),
  }
}
