import { jobs } from '../jobs/index.ts'
import { seedDemo } from '../prisma/presets/demo/seed.ts'
import { createApp } from './app.ts'
import { greeting } from './greeting.ts'
import { type Config, loadConfig } from './platform/config.ts'
import { refuseLostKeys } from './platform/crypto/refuse-lost-keys.ts'
import { configuredUrls, type DatabaseUrls } from './platform/db/configured.ts'
import { startEmbedded } from './platform/db/embedded/embedded.ts'
import { canBendAudit } from './platform/db/migrations/grants.ts'
import { migrateAll } from './platform/db/migrations/migrate-all.ts'
import { refuseUnmigrated } from './platform/db/migrations/refuse-unmigrated.ts'
import { StartupError } from './platform/startup-error.ts'

const graceMilliseconds = 15_000

const auditIsHeldByTrigger =
  'The user of DATABASE_URL may change the audit; only a trigger stands in the way. Give the portal a user of its own and set MIGRATION_DATABASE_URL: see docs/operations.md.'

/** What has been opened, to be closed in the opposite order. */
const closers: Array<() => Promise<void>> = []
let stopping: Promise<void> | null = null

const started = start()
started.catch(async (error: unknown) => {
  await stop()
  process.stderr.write(
    error instanceof StartupError
      ? `${error.message}\n`
      : `Guildhall could not start: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(130)
    await stop()
    process.exit(0)
  })
}

async function start(): Promise<void> {
  const config = loadConfig()
  const databaseUrl = (await openConfiguredDatabase(config)).app
  const app = await createApp({ config, databaseUrl, jobs })
  closers.push(() => app.close(graceMilliseconds))
  if (!config.ENCRYPTION_ALLOW_LOST)
    await refuseLostKeys(app.database.sql, app.services.crypto, app.registry.slots.sealedColumns)
  const accounts = config.demo ? await seedDemo(app) : []
  if (config.ROLE !== 'web') await app.startWorker()
  if (config.ROLE !== 'worker') {
    const host = config.demo ? '127.0.0.1' : (config.HOST ?? '0.0.0.0')
    await app.listen(config.PORT, host).catch((error) => explainPort(error, config.PORT))
  }
  const { OPERATIONS_PORT } = config
  if (OPERATIONS_PORT !== undefined)
    await app
      .listenForOperations(OPERATIONS_PORT, config.HOST ?? '0.0.0.0')
      .catch((error) => explainPort(error, OPERATIONS_PORT))
  if (await canBendAudit(databaseUrl)) app.log.warn(auditIsHeldByTrigger)
  process.stdout.write(greeting(config, accounts))
}

/** Requests and jobs finish, then the database closes. A start that is still under way comes to its end first. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    await started.catch(() => {})
    for (const close of closers.reverse()) await close()
  })()
  return stopping
}

async function openConfiguredDatabase(config: Config): Promise<DatabaseUrls> {
  const configured = configuredUrls(config)
  if (configured) {
    await refuseUnmigrated(configured.app, (line) => process.stderr.write(`${line}\n`))
    return configured
  }
  const embedded = await startEmbedded({ folder: config.DATA_DIR })
  closers.push(() => embedded.stop())
  const urls = { owner: embedded.url, app: embedded.appUrl }
  await migrateAll(urls, jobs, { warn: (line) => process.stderr.write(`${line}\n`) })
  return urls
}

function explainPort(error: NodeJS.ErrnoException, port: number): never {
  if (error.code === 'EADDRINUSE')
    throw new StartupError(
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    )
  if (error.code === 'EACCES')
    throw new StartupError(
      `Port ${port} needs more rights than this user has. Choose one above 1023 with PORT.`,
    )
  throw error
}
