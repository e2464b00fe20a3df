import { jobs } from '../jobs/index.ts'
import { seedDemo } from '../prisma/presets/demo/seed.ts'
import { createApp } from './app.ts'
import { greeting } from './greeting.ts'
import { type Config, loadConfig } from './platform/config.ts'
import { startEmbedded } from './platform/db/embedded.ts'
import { migrationState } from './platform/db/migrate.ts'
import { migrateAll } from './platform/db/migrate-all.ts'
import { StartupError } from './platform/startup-error.ts'

const graceMilliseconds = 15_000

async function start(): Promise<void> {
  const config = loadConfig()
  const opened = await openConfiguredDatabase(config)
  const closers: Array<() => Promise<void>> = [opened.stop]
  let stopping: Promise<void> | null = null

  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      for (const close of closers.reverse()) await close()
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (stopping) process.exit(130)
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }

  try {
    const app = await createApp({ config, databaseUrl: opened.url, jobs })
    closers.push(() => app.close(graceMilliseconds))
    const accounts = config.demo ? await seedDemo(app) : []
    if (config.ROLE !== 'web') await app.startWorker()
    if (config.ROLE !== 'worker') {
      const host = config.demo ? '127.0.0.1' : (config.HOST ?? '0.0.0.0')
      await app.listen(config.PORT, host).catch((error) => explainPort(error, config.PORT))
    }
    process.stdout.write(greeting(config, accounts))
  } catch (error) {
    await stop()
    throw error
  }
}

async function openConfiguredDatabase(config: Config): Promise<{ url: string; stop(): Promise<void> }> {
  if (!config.DATABASE_URL) {
    const embedded = await startEmbedded({ folder: config.DATA_DIR })
    try {
      await migrateAll(embedded.url, jobs)
    } catch (error) {
      await embedded.stop()
      throw error
    }
    return { url: embedded.url, stop: () => embedded.stop() }
  }
  const { pending, unknown } = await migrationState(config.DATABASE_URL)
  if (unknown.length > 0)
    throw new StartupError(
      `This database was last used by a newer Guildhall (migration ${unknown.at(-1)} is not known here). Start that version, or choose another database.`,
    )
  if (pending.length > 0)
    throw new StartupError(
      `The database lacks ${pending.length} migration${pending.length === 1 ? '' : 's'} (${pending[0]} and on). Run npm run migrate, then start again.`,
    )
  return { url: config.DATABASE_URL, stop: async () => {} }
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

start().catch((error: unknown) => {
  process.stderr.write(
    error instanceof StartupError
      ? `${error.message}\n`
      : `Guildhall could not start: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
})
