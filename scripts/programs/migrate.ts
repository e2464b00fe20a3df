// npm run migrate: brings the database of DATABASE_URL, or else the embedded one, up to date.
// npm run migrate -- --retry: the same, after the cause of a failed migration is corrected.
import { jobs } from '../../jobs/index.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { migrateAll } from '../../src/platform/db/migrations/migrate-all.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'

const {
  values: { retry },
} = readArguments({
  usage: 'npm run migrate -- [--retry]',
  does: 'Brings the database of DATABASE_URL (as the user of MIGRATION_DATABASE_URL), or else the embedded one, up to date. --retry tries a migration again that failed, once its cause is mended.',
  options: { retry: { type: 'boolean', default: false } },
})

await runProgram(() =>
  withConfiguredDatabase(loadConfig(), async (urls) => {
    const applied = await migrateAll(urls, jobs, { log: console.log, warn: console.error, retry })
    if (applied.length === 0) console.log('No migration was pending')
  }),
)
