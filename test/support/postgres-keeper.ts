// Runs beside Jest, as a process of its own, and holds the PostgreSQL server of one test run. It lives exactly
// as long as the pipe on its standard input: however Jest ends, even by SIGKILL, the kernel closes that pipe and
// this process stops the server and removes its folder.
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { connect, createServer, type Server } from 'node:net'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'

const prefix = 'guildhall-test-'
const stopLimit = 8_000

// The template is made from what the program declares (its queues), and a declaration may import a page.
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context)
    const source = readFileSync(fileURLToPath(url), 'utf8')
    const { code } = transformSync(source, {
      loader: 'tsx',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    })
    return { format: 'module', source: code, shortCircuit: true }
  },
})

async function main(): Promise<void> {
  const orphaned = new Promise<void>((resolve) => {
    process.stdin.resume()
    process.stdin.once('end', resolve)
    process.stdin.once('error', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

  await removeLeftovers()
  const folder = await mkdtemp(join(await roomyFolder(), prefix))
  // PostgreSQL refuses to run as root, so the server may be another user who has to pass through this folder.
  await chmod(folder, 0o711)
  // Whatever the server puts beside its data shall go away with the folder, too.
  process.env.TMPDIR = folder
  const sign = await showLife(folder)
  let stopServer: (() => Promise<void>) | undefined
  try {
    const ready = prepare(folder, (stop) => {
      stopServer = stop
    })
    ready.catch(() => undefined)
    await Promise.race([ready.then((url) => process.stdout.write(`${JSON.stringify({ url })}\n`)), orphaned])
    await orphaned
  } finally {
    await Promise.race([stopServer?.().catch(report), sleep(stopLimit, undefined, { ref: false })])
    await killPostmaster(folder).catch(report)
    sign.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(report)
  }
}

async function prepare(folder: string, onStarted: (stop: () => Promise<void>) => void): Promise<string> {
  const { startEmbedded } = await import('../../src/platform/db/embedded/embedded.ts')
  const { prepareTemplate } = await import('./template.ts')
  const { createTemplate } = await import('./databases.ts')
  const server = await startEmbedded({
    folder: join(folder, 'postgres'),
    ephemeral: true,
    // Files in the data folder instead of named shared memory, which would outlive a killed server.
    settings: { dynamic_shared_memory_type: 'mmap' },
  })
  onStarted(() => server.stop())
  await createTemplate(server.url, prepareTemplate)
  return server.url
}

/** A listening socket says that the owner of a folder lives; it cannot be mistaken for a reused process id. */
async function showLife(folder: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(join(folder, 'alive'), resolve),
  )
  return server
}

async function lives(folder: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(join(folder, 'alive'))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

const memoryFolder = '/dev/shm'

/** Copying a database took 25 ms in memory and up to 300 ms on a busy disk: memory, where there is plenty. */
async function roomyFolder(): Promise<string> {
  const gibibyte = 2 ** 30
  const { bavail, bsize } = await statfs(memoryFolder).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize > 4 * gibibyte && freemem() > 6 * gibibyte ? memoryFolder : tmpdir()
}

/** Clears what runs left behind whose keeper was itself killed. */
async function removeLeftovers(): Promise<void> {
  for (const parent of [tmpdir(), memoryFolder]) {
    for (const name of await readdir(parent).catch(() => [])) {
      if (name.startsWith(prefix)) await removeLeftover(join(parent, name)).catch(report)
    }
  }
}

async function removeLeftover(folder: string): Promise<void> {
  const { mtimeMs, uid } = await stat(folder)
  // A young folder may belong to a keeper that has not opened its socket yet.
  if (uid !== process.getuid?.() || Date.now() - mtimeMs < 60_000 || (await lives(folder))) return
  await killPostmaster(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function killPostmaster(folder: string): Promise<void> {
  const data = [join(folder, 'postgres'), ...childFolders(join(folder, 'postgres'))].find((candidate) =>
    existsSync(join(candidate, 'postmaster.pid')),
  )
  if (data === undefined) return
  const id = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10)
  // The server works inside its data folder: this proves that the id still names it and nobody else.
  const running = () => {
    try {
      return readlinkSync(`/proc/${id}/cwd`) === realpathSync(data)
    } catch {
      return false
    }
  }
  if (running()) process.kill(id, 'SIGQUIT')
  for (let waited = 0; running() && waited < 3_000; waited += 50) await sleep(50)
  if (running()) process.kill(id, 'SIGKILL')
}

function childFolders(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
}

function report(error: unknown): void {
  process.stderr.write(`PostgreSQL for the tests: ${error instanceof Error ? error.stack : String(error)}\n`)
}

main().then(
  () => process.exit(0),
  (error) => {
    report(error)
    process.exit(1)
  },
)
