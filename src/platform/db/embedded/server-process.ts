import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Invocation } from './server-user.ts'
import { ServerFailure } from './startup-failure.ts'

export interface ServerPlace {
  data: string
  log: string
}

/** Where `initdb` and `setpriv` look for other programs; not the PATH of whoever started us. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }

export async function runToEnd({ file, arguments: args, uid, gid }: Invocation): Promise<void> {
  try {
    await promisify(execFile)(file, args, { cwd: '/', env: environment, uid, gid })
  } catch (error) {
    throw new ServerFailure((error as { stderr?: string }).stderr?.trim() || (error as Error).message)
  }
}

/** Resolves when the server takes connections. */
export async function startServer(invocation: Invocation, place: ServerPlace): Promise<ChildProcess> {
  const giveUpAt = Date.now() + 10_000
  for (;;) {
    const server = spawnServer(invocation, place)
    if (await becomesReady(server, place)) return server
    const log = readFileSync(place.log, 'utf8')
    // Its main process was killed, and the last of its helpers are just finding out.
    const helpersRemain = log.includes('pre-existing shared memory block')
    if (!helpersRemain || Date.now() > giveUpAt) throw new ServerFailure(log.trim() || 'nothing')
    await delay(100)
  }
}

function spawnServer({ file, arguments: args, uid, gid }: Invocation, place: ServerPlace): ChildProcess {
  if (existsSync(place.log)) renameSync(place.log, `${place.log}.previous`)
  const log = openSync(place.log, 'w', 0o600)
  const server = spawn(file, args, {
    cwd: '/',
    env: environment,
    uid,
    gid,
    // Its own session: Ctrl-C goes to everything that the terminal started, and requests in flight still need it.
    detached: true,
    stdio: ['ignore', log, log],
  })
  server.unref()
  closeSync(log)
  return server
}

async function becomesReady(server: ChildProcess, place: ServerPlace): Promise<boolean> {
  let failure: Error | null = null
  server.on('error', (error) => {
    failure = error
  })
  while (!hasEnded(server)) {
    if (failure) throw failure
    const [pid, , , , , , , status] = readPidFile(place)
    if (Number(pid) === server.pid && status?.trim() === 'ready') return true
    await delay(4)
  }
  return false
}

function readPidFile(place: ServerPlace): string[] {
  try {
    return readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

export async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return
  server.ref()
  const ended = once(server, 'exit')
  // Fast: ends the sessions, writes everything to disk. Immediate, should that hang: the next start recovers.
  server.kill('SIGINT')
  const immediate = setTimeout(() => server.kill('SIGQUIT'), 60_000)
  await ended
  clearTimeout(immediate)
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}
