import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { StartupError } from '../../startup-error.ts'
import { type DataFolderLock, LockHeld, readLock, takeLock } from './data-folder-lock.ts'
import { stopOrphan } from './orphan.ts'
import { isRunning } from './processes.ts'
import { type ServerBinaries, serverBinaries } from './server-binaries.ts'
import { runToEnd, startServer, stopServer } from './server-process.ts'
import { type ServerUser, serverUser } from './server-user.ts'
import { explained } from './startup-failure.ts'

/*
 * A PostgreSQL server for who has none: unpacked from an npm package, started and stopped with this process. It
 * asks for no password, because nothing outside can reach it: no TCP port, only a socket in a folder that no
 * other user may enter.
 */

export interface EmbeddedOptions {
  folder: string
  /** Data that may be lost, as in tests: nothing waits for the disk. */
  ephemeral?: boolean
  settings?: Record<string, string>
}

export interface EmbeddedDatabase {
  /** As the owner, who may do anything: for migrations and maintenance. */
  url: string
  /** As the portal itself connects. */
  appUrl: string
  stop(): Promise<void>
}

class DataFolderInUse extends StartupError {}

interface Place {
  folder: string
  data: string
  log: string
  lock: string
}

const databaseName = 'guildhall'
/** The user that the portal connects as. What it may do is granted by the migrations. */
const appUser = 'guildhall_app'
const socketFolderPrefix = 'guildhall-db-'
const unfinishedPrefix = 'postgres.unfinished-'
const port = 5432

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = placeIn(options.folder)
  try {
    mkdirSync(place.folder, { recursive: true })
    const socketFolder = makeSocketFolder()
    try {
      const lock = lockFolder(place, socketFolder)
      try {
        const server = await startLocked(place, socketFolder, lock, options)
        return embeddedDatabase(server, socketFolder, lock)
      } catch (error) {
        lock.release()
        throw error
      }
    } catch (error) {
      removeFolder(socketFolder)
      throw error
    }
  } catch (error) {
    throw explained(error, place.folder)
  }
}

/**
 * For scripts that may run beside `npm start`: they use the server that is up, and stopping is left to whoever
 * started it.
 */
export async function attachOrStartEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = placeIn(options.folder)
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    try {
      return await startEmbedded(options)
    } catch (error) {
      if (!(error instanceof DataFolderInUse) || Date.now() > giveUpAt) throw error
    }
    const url = await runningServer(place)
    if (url) return { url, appUrl: asUser(url, appUser), stop: async () => {} }
    // It has the folder and is still starting, or already stopping.
    await delay(50)
  }
}

function placeIn(folder: string): Place {
  const root = resolve(folder)
  return {
    folder: root,
    data: join(root, 'postgres'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'guildhall.lock'),
  }
}

async function startLocked(
  place: Place,
  socketFolder: string,
  lock: DataFolderLock,
  options: EmbeddedOptions,
): Promise<ChildProcess> {
  const binaries = serverBinaries()
  const user = serverUser(place.data, [place.data, binaries.postgres, socketFolder])
  checkVersion(place, binaries)
  await stopOrphan(place.data)
  if (lock.predecessor) removeSocketFolderOf(lock.predecessor.socketFolder)
  removeUnfinished(place)
  if (!existsSync(place.data)) await initialise(place, binaries, user, options)
  user.own(place.data)
  user.own(socketFolder)
  const settings = Object.entries(serverSettings(socketFolder, options))
  const parameters = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = await startServer(
    user.invocation(binaries.postgres, ['-D', place.data, ...parameters]),
    place,
  )
  try {
    await createDatabaseIfMissing(socketFolder)
    await createAppUserIfMissing(socketFolder)
    return server
  } catch (error) {
    await stopServer(server)
    throw error
  }
}

function lockFolder(place: Place, socketFolder: string): DataFolderLock {
  try {
    return takeLock(place.lock, socketFolder)
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error
    throw new DataFolderInUse(
      `The data folder ${place.folder} is in use by another start of Guildhall (process ${error.holder.pid}). ` +
        'Stop that one first, or choose another folder with DATA_DIR.',
    )
  }
}

function checkVersion(place: Place, binaries: ServerBinaries): void {
  if (!existsSync(place.data)) return
  const file = join(place.data, 'PG_VERSION')
  if (!existsSync(file)) {
    throw new StartupError(
      `${place.data} is there, but it is not the data of a PostgreSQL server (it has no PG_VERSION). ` +
        'Move it away or restore it from a backup, or choose another folder with DATA_DIR.',
    )
  }
  const version = readFileSync(file, 'utf8').trim()
  if (version === binaries.majorVersion) return
  throw new StartupError(
    `The data in ${place.data} was written by PostgreSQL ${version}, and this Guildhall brings PostgreSQL ` +
      `${binaries.majorVersion}, which cannot read it. Nothing was touched. Start the Guildhall that wrote it and ` +
      'take a dump to load here, set DATABASE_URL to a server with that data, or choose another folder with DATA_DIR.',
  )
}

/** Under another name first, so that a start that is killed half-way leaves nothing that looks like data. */
async function initialise(
  place: Place,
  binaries: ServerBinaries,
  user: ServerUser,
  options: EmbeddedOptions,
): Promise<void> {
  const unfinished = mkdtempSync(join(place.folder, unfinishedPrefix))
  user.own(unfinished)
  const invocation = user.invocation(binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${databaseName}`,
    '--auth=trust',
    '--encoding=UTF8',
    // PostgreSQL's own, which needs no locale of the operating system; ICU collations are there beside it.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(options.ephemeral ? ['--no-sync'] : []),
  ])
  await runToEnd(invocation)
  renameSync(unfinished, place.data)
  flushFolder(place.folder)
}

function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

function removeUnfinished(place: Place): void {
  for (const name of readdirSync(place.folder)) {
    if (!name.startsWith(unfinishedPrefix)) continue
    try {
      removeFolder(join(place.folder, name))
    } catch {
      // The initdb of a start that was just killed still writes there; the next start gets it.
    }
  }
}

function serverSettings(socketFolder: string, options: EmbeddedOptions): Record<string, string> {
  return {
    max_connections: options.ephemeral ? '300' : '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Details of a broken constraint quote the values of the row.
    log_error_verbosity: 'terse',
    shared_preload_libraries: '',
    ...(options.ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: String(port),
    logging_collector: 'off',
  }
}

async function createDatabaseIfMissing(socketFolder: string): Promise<void> {
  if (await answers(databaseUrl(socketFolder, databaseName))) return
  const client = new pg.Client({ connectionString: databaseUrl(socketFolder, 'postgres') })
  await client.connect()
  await client.query(`CREATE DATABASE ${databaseName}`)
  await client.end()
}

async function createAppUserIfMissing(socketFolder: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(socketFolder, databaseName) })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [appUser])
    if (rowCount === 0) await client.query(`CREATE ROLE ${appUser} LOGIN`)
  } finally {
    await client.end()
  }
}

async function runningServer(place: Place): Promise<string | null> {
  const holder = readLock(place.lock)
  if (!holder || !isRunning(holder)) return null
  const url = databaseUrl(holder.socketFolder, databaseName)
  try {
    return (await answers(url)) ? url : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    throw new StartupError(
      `The database in ${place.folder} was started by another user (process ${holder.pid}), and only that user and ` +
        'root may use it. Run this as one of them, or stop that process first.',
    )
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch (error) {
    const { code = '' } = error as { code?: string }
    const noSuchDatabase = '3D000'
    const startingOrStopping = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03']
    if (code === noSuchDatabase || startingOrStopping.includes(code)) return false
    throw error
  } finally {
    await client.end()
  }
}

function databaseUrl(socketFolder: string, database: string): string {
  // Without sslmode, PGSSLMODE in the environment would ask for TLS, which a socket does not have.
  return `postgresql://${databaseName}@localhost:${port}/${database}?host=${encodeURIComponent(socketFolder)}&sslmode=disable`
}

/** The same address for another user. */
export function asUser(url: string, user: string): string {
  const address = new URL(url)
  address.username = user
  return address.href
}

function embeddedDatabase(
  server: ChildProcess,
  socketFolder: string,
  lock: DataFolderLock,
): EmbeddedDatabase {
  // A process that ends without stop() still asks the server to end; the next start waits for that.
  const atExit = () => {
    server.kill('SIGINT')
    removeFolder(socketFolder)
  }
  process.once('exit', atExit)
  let stopped: Promise<void> | null = null
  return {
    url: databaseUrl(socketFolder, databaseName),
    appUrl: asUser(databaseUrl(socketFolder, databaseName), appUser),
    stop: () => {
      stopped ??= (async () => {
        await stopServer(server)
        process.off('exit', atExit)
        removeFolder(socketFolder)
        lock.release()
      })()
      return stopped
    },
  }
}

function makeSocketFolder(): string {
  // A socket's address holds 107 bytes; a TMPDIR may be longer than that.
  const room = 107 - `/${socketFolderPrefix}XXXXXX/.s.PGSQL.${port}`.length
  const parent = Buffer.byteLength(tmpdir()) <= room ? tmpdir() : '/tmp'
  return mkdtempSync(join(parent, socketFolderPrefix))
}

function removeSocketFolderOf(path: string): void {
  const isOurs =
    path.includes(`/${socketFolderPrefix}`) && statSync(path, { throwIfNoEntry: false })?.isDirectory()
  if (isOurs) removeFolder(path)
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}
