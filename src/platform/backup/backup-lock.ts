import type pg from 'pg'
import type { RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { StartupError } from '../startup-error.ts'

const advisoryLockKey = 72_707_380

/**
 * Held by a backup from before its snapshot until its last file is copied. Whoever removes bytes asks first: a row
 * that the backup has seen may be gone by now, and its bytes must not be.
 */
export async function holdBytes(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
    advisoryLockKey,
  ])
  if (!rows[0]?.held)
    throw new StartupError('Another backup of this database is being made. Wait for it to end.')
}

export async function areBytesHeld(run: RunSql): Promise<boolean> {
  const [row] = await run<{ held: boolean }>(sql`
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${advisoryLockKey} AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held`)
  return row?.held === true
}
