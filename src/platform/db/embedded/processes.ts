import { readFileSync } from 'node:fs'

/** A pid alone does not name a process for long: it is reused. With its start time it does. */
export interface ProcessIdentity {
  pid: number
  startedAt: string | null
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startTime(process.pid) }
}

/** Null when there is no such process. */
export function identityOf(pid: number): ProcessIdentity | null {
  return exists(pid) ? { pid, startedAt: startTime(pid) } : null
}

export function isRunning(identity: ProcessIdentity): boolean {
  if (!exists(identity.pid)) return false
  const state = procStat(identity.pid)?.state
  // A zombie has closed its files and sockets and only waits for its parent to ask how it ended.
  if (state === 'Z' || state === 'X') return false
  const startedAt = startTime(identity.pid)
  return startedAt === null || identity.startedAt === null || startedAt === identity.startedAt
}

function exists(pid: number): boolean {
  // 0 and below stand for whole groups of processes.
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Null where there is no /proc (macOS) or it hides other users' processes. */
function startTime(pid: number): string | null {
  const stat = procStat(pid)
  return stat && `${readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}:${stat.startTicks}`
}

function procStat(pid: number): { state: string; startTicks: string } | null {
  const text = readOrNull(`/proc/${pid}/stat`)
  if (text === null) return null
  // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
