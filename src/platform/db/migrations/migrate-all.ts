import pg from 'pg'
import type { AnyJob } from '../../declare/job.ts'
import { migrateJobs } from '../../jobs/boss.ts'
import { poolSettings } from '../database.ts'
import { type MigrateOptions, migrate } from './migrate.ts'

/** Brings a database to the state of this version: its tables, then the job queues. Returns what it applied. */
export async function migrateAll(
  url: string,
  jobs: readonly AnyJob[],
  options: MigrateOptions = {},
): Promise<string[]> {
  const applied = await migrate(url, options)
  const pool = new pg.Pool(poolSettings(url, 2))
  try {
    await migrateJobs(pool, jobs)
  } finally {
    await pool.end()
  }
  return applied
}
