import pg from 'pg'
import type { AnyJob } from '../../declare/job.ts'
import { migrateJobs } from '../../jobs/boss.ts'
import type { DatabaseUrls } from '../configured.ts'
import { poolSettings } from '../database.ts'
import { grantToApp } from './grants.ts'
import { type MigrateOptions, migrate } from './migrate.ts'

/**
 * Brings a database to the state of this version: its tables, the job queues, and what the portal's user may do with
 * them. Returns what it applied.
 */
export async function migrateAll(
  urls: DatabaseUrls,
  jobs: readonly AnyJob[],
  options: MigrateOptions = {},
): Promise<string[]> {
  const applied = await migrate(urls.owner, options)
  const pool = new pg.Pool(poolSettings(urls.owner, 2))
  try {
    await migrateJobs(pool, jobs)
  } finally {
    await pool.end()
  }
  await grantToApp(urls)
  return applied
}
