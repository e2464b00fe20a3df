// npm run studio: Prisma Studio, to look into the database of DATABASE_URL or else the embedded one.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { loadConfig } from '../src/platform/config.ts'
import { attachOrStartEmbedded } from '../src/platform/db/embedded/embedded.ts'
import { projectRoot } from '../src/platform/project-root.ts'
import { runProgram } from '../src/platform/startup-error.ts'
import { loadEnvironment } from './load-environment.ts'

loadEnvironment()
await runProgram(async () => {
  const { DATABASE_URL, DATA_DIR } = loadConfig()
  if (DATABASE_URL) return untilInterrupted(studio(DATABASE_URL))
  const embedded = await attachOrStartEmbedded({ folder: DATA_DIR })
  try {
    const { searchParams, username, pathname } = new URL(embedded.url)
    // Studio's driver takes a socket folder only from the environment.
    const socket = { PGHOST: searchParams.get('host') ?? '', PGUSER: username, PGSSLMODE: 'disable' }
    await untilInterrupted(studio(`postgresql://${pathname}`, socket))
  } finally {
    await embedded.stop()
  }
})

function studio(url: string, environment: Record<string, string> = {}): ChildProcess {
  const cli = join(projectRoot, 'node_modules', 'prisma', 'build', 'index.js')
  return spawn(
    process.execPath,
    [cli, 'studio', '--browser', 'none', '--url', url, ...process.argv.slice(2)],
    {
      cwd: projectRoot,
      stdio: 'inherit',
      // The CLI would download a schema engine, which Studio never starts; any program that exists will do.
      env: {
        ...process.env,
        ...environment,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
}

async function untilInterrupted(child: ChildProcess): Promise<void> {
  // The terminal sends Ctrl-C to Studio too; this process stays to stop the database after it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  await once(child, 'exit')
}
