import { jobs } from '../../jobs/index.ts'
import { migrateAll } from '../../src/platform/db/migrations/migrate-all.ts'
import { asApp } from './databases.ts'

/** What every test database starts from: the tables and the job queues, empty. */
export async function prepareTemplate(url: string): Promise<void> {
  await migrateAll({ owner: url, app: asApp(url) }, jobs)
}
