import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** One of the bench's own children. */
export interface Server {
  name: string
  pid: number
  port: number
  logFile: string
}

/** Processes that this bench started and that still run; nothing else is ever ended. */
const children = new Set<ChildProcess>()

export interface Start {
  name: string
  arguments: string[]
  environment: Record<string, string>
  /** Where standard output and error go. */
  logFile: string
  channel?: boolean
}

/** The same Node with the same flags for every side; only what is given here stands in the environment. */
export function startChild({
  name,
  arguments: parameters,
  environment,
  logFile,
  channel,
}: Start): ChildProcess {
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, parameters, {
    env: environment,
    stdio: channel ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  child.once('error', (error) => process.stderr.write(`${name} could not start: ${error.message}\n`))
  return child
}

export async function stopChildren(): Promise<void> {
  await Promise.all([...children].map(stopChild))
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(impatience)
}

// However this process ends, short of being killed itself, its children end with it.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

export async function untilReady(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The portal did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
    const reply = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null)
    await reply?.arrayBuffer()
    if (reply?.ok) return
    if (Date.now() > giveUpAt) throw new Error('The portal was not ready within 30 seconds.')
    await delay(50)
  }
}

/** Linux counts processor time in hundredths of a second. */
const tickMicroseconds = 10_000

/** Processor time that a process has used so far, in microseconds; its threads counted in. */
export function cpuOf(pid: number): number {
  const stat = statOf(pid)
  return stat === null ? 0 : (Number(stat[11]) + Number(stat[12])) * tickMicroseconds
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)?.[1])
}

export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** The fields after the program's name, which may itself hold spaces and parentheses. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Resident memory in megabytes (of 1024 × 1024 bytes). */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
