import { jobs } from '../../jobs/index.ts'
import { type App, createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { migrateAll } from '../../src/platform/db/migrations/migrate-all.ts'
import { refuseUnmigrated } from '../../src/platform/db/migrations/refuse-unmigrated.ts'
import { createLog } from '../../src/platform/log.ts'

/** The app without server and worker, for programs that call its commands. An embedded database is migrated first. */
export async function withApp(work: (app: App) => Promise<void>): Promise<void> {
  const config = loadConfig()
  await withConfiguredDatabase(config, async (urls) => {
    if (config.DATABASE_URL) await refuseUnmigrated(urls.app)
    else await migrateAll(urls, jobs, { warn: console.error })
    const app = await createApp({
      config: { ...config, ROLE: 'web' },
      databaseUrl: urls.app,
      jobs,
      log: createLog('warn'),
    })
    try {
      await work(app)
    } finally {
      await app.close()
    }
  })
}
