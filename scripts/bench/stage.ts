import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import pg from 'pg'
import { jobs } from '../../jobs/index.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { startEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { migrateAll } from '../../src/platform/db/migrations/migrate-all.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { type Case, type CaseName, makeCases } from './cases.ts'
import type { FloorSettings } from './floor.ts'
import { freePort, parentOf, type Server, startChild, stopChildren, untilReady } from './processes.ts'
import { buildOffers, type ProjectStage } from './projects.ts'
import type { ReplaySettings } from './replay.ts'
import { buildCrowds, type Crowd } from './scale.ts'
import { floorSettings, signIn } from './visit.ts'
import { addAccounts, buildWorld, password } from './world.ts'

/** A database of its own, the portal and the floor on it, and what to ask them. */
export interface Stage {
  portal: Server
  /** The same portal with passwords that cost next to nothing to compare; started when first asked for. */
  cheapPortal(): Promise<Server>
  floor: Server
  cases: Record<CaseName, Case>
  /** A hash with the real parameters and its password, to compare by itself. */
  argon2: { hash: string; password: string }
  postmaster: number
  client: pg.Client
  /** Nobody is turned away for having come too often in the round before. */
  forgetRates(): Promise<void>
}

export interface StageOptions {
  poolSize: number
  /** Flags for Node beside those of npm start; with them figures are no longer to be compared. */
  extraFlags: string[]
  /** The floor sends all headers that the portal sends, not only type and length. */
  sameHeaders: boolean
}

const realPasswords = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 }
const cheapPasswords = { memoryCost: 8, timeCost: 1, parallelism: 1, algorithm: 2 }

/** What was opened, to be closed in the opposite order, whatever happens. */
const closers: Array<() => Promise<void> | void> = []
let closing: Promise<void> | null = null

export function closeStage(): Promise<void> {
  closing ??= (async () => {
    for (const close of closers.reverse()) await close()
  })()
  return closing
}

/** A database, and the portal on it as in production. */
async function openHouse({ poolSize, extraFlags }: Pick<StageOptions, 'poolSize' | 'extraFlags'>) {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  // PostgreSQL refuses to run as root, so the server may be another user who has to pass through here.
  chmodSync(folder, 0o711)
  const database = await startEmbedded({ folder: join(folder, 'data') })
  closers.push(() => database.stop())
  closers.push(stopChildren)
  await migrateAll({ owner: database.url, app: database.appUrl }, jobs)
  const environment = portalEnvironment(database.appUrl, join(folder, 'data'), poolSize)
  const config = loadConfig(environment)
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => {})
  await client.connect()
  closers.push(() => client.end().catch(() => {}))

  const startPortal = async (name: string, settings: Record<string, string>): Promise<Server> => {
    const port = await freePort()
    const logFile = join(folder, `${name}.log`)
    const child = startChild({
      name,
      arguments: [...startFlags(), ...extraFlags, join(projectRoot, 'dist', 'main.js')],
      environment: { ...environment, ...settings, PORT: String(port) },
      logFile,
    })
    await untilReady(child, port, logFile)
    return { name, pid: child.pid as number, port, logFile }
  }
  return { folder, database, config, client, startPortal }
}

/** Two associations of very different sizes, and the portal that both are on. */
export async function openScale(): Promise<{ port: number; crowds: Crowd[] }> {
  const { database, config, client, startPortal } = await openHouse({ poolSize: 4, extraFlags: [] })
  const crowds = await buildCrowds(config, database.appUrl, client)
  const { port } = await startPortal('portal', {})
  return { port, crowds }
}

/** Two associations that offer few and many projects, the portal that both are on, and a floor that is told what to answer. */
export async function openProjects(poolSize: number): Promise<ProjectStage> {
  const { folder, database, config, client, startPortal } = await openHouse({ poolSize, extraFlags: [] })
  const crowds = await buildOffers(config, database.appUrl, client)
  const portal = await startPortal('portal', {})
  return {
    portal,
    crowds,
    config,
    databaseUrl: database.appUrl,
    client,
    postmaster: await postmasterOf(client),
    startReplay: (recordings) =>
      startTold('replay.ts', join(folder, 'replay.log'), { databaseUrl: database.url, poolSize, recordings }),
  }
}

export async function openStage({ poolSize, extraFlags, sameHeaders }: StageOptions): Promise<Stage> {
  const { folder, database, config, client, startPortal } = await openHouse({ poolSize, extraFlags })
  const world = await buildWorld(config, database.appUrl)
  const portal = await startPortal('portal', {})
  const token = await signIn(portal.port, world)
  const settings = await floorSettings(client, database.url, portal.port, world, token)
  const floor = await startTold('floor-process.ts', join(folder, 'floor.log'), {
    ...settings,
    poolSize,
    headers: sameHeaders ? settings.headers : {},
  })
  const real = await hash(password, realPasswords)
  const emails = await addAccounts(client, 256, 'member', real)
  const cheapEmails = await addAccounts(client, 4_096, 'lightly', await hash(password, cheapPasswords))
  await client.query('VACUUM ANALYZE')
  let cheap: Promise<Server> | null = null
  return {
    portal,
    cheapPortal() {
      cheap ??= startPortal('cheap-portal', { PASSWORD_MEMORY_KIB: '8', PASSWORD_ITERATIONS: '1' })
      return cheap
    },
    floor,
    cases: makeCases({ world, sessionToken: token, emails, cheapEmails, password }),
    argon2: { hash: real, password },
    postmaster: await postmasterOf(client),
    client,
    async forgetRates() {
      await client.query('DELETE FROM rate_counters')
    },
  }
}

/** Node's flags in `npm start`: the bench runs both sides with what production runs with. */
export function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  return (scripts.start as string).split(' ').filter((word) => word.startsWith('--'))
}

/** As in production, behind a proxy on the same machine that speaks TLS to the outside. */
function portalEnvironment(databaseUrl: string, folder: string, poolSize: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    ROLE: 'web',
    HOST: '127.0.0.1',
    BASE_URL: 'https://portal.guildhall.example',
    TRUST_PROXY: 'loopback',
    SECRET: 'q8Zr1vX0mT5kB2nW7yL4cJ9dF6hS3gPa',
    ENCRYPTION_KEYS: 'bench:r7HcQ0mTz4u9Xk2VbYw8NfLp5sGdJe1AoRi6CtUqBhM=',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(poolSize),
    DATA_DIR: folder,
    MAIL_ENABLED: 'false',
    RATE_LIMIT_READS: '1000000000',
    RATE_LIMIT_WRITES: '1000000000',
  }
}

/** A process of the bench that is told what it needs, and tells where it listens. */
async function startTold(
  file: string,
  logFile: string,
  settings: FloorSettings | ReplaySettings,
): Promise<Server> {
  const child = startChild({
    name: 'floor',
    arguments: [...startFlags(), join(projectRoot, 'scripts', 'bench', file)],
    environment: { NODE_ENV: 'production' },
    logFile,
    channel: true,
  })
  child.send(settings)
  const ended = once(child, 'exit').then(() => {
    throw new Error('The floor did not start.')
  })
  const [{ port }] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }]
  ended.catch(() => {})
  return { name: 'floor', pid: child.pid as number, port, logFile }
}

/** The parent of the process that serves our own connection. */
async function postmasterOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return parentOf(rows[0]?.pid as number)
}
