import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartupError } from '../../startup-error.ts'
import { identityOf, isRunning, type ProcessIdentity } from './processes.ts'

/**
 * Stops the server that an earlier process left behind when it was killed. To be called under the folder's lock:
 * then no living process of ours needs that server.
 */
export async function stopOrphan(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid')
  const orphan = identityOf(readPid(pidFile))
  if (!orphan) return
  if (isRunning(orphan)) {
    const verdict = servesFrom(orphan.pid, dataFolder)
    if (verdict === 'yes') return stop(orphan, dataFolder)
    if (verdict === 'unknown') return
  }
  // The number now belongs to somebody else, or to a process that is dead and not buried; PostgreSQL would take
  // either for a server that runs. Should parts of one still run, its shared memory gives them away.
  rmSync(pidFile, { force: true })
}

function readPid(pidFile: string): number {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  } catch {
    return 0
  }
}

function servesFrom(pid: number, dataFolder: string): 'yes' | 'no' | 'unknown' {
  const command = commandLine(pid)
  if (command === null) return 'unknown'
  if (!command.includes('postgres')) return 'no'
  return command.includes(dataFolder) || workingFolder(pid) === realpathSync(dataFolder) ? 'yes' : 'no'
}

function commandLine(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    try {
      return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    } catch {
      return null
    }
  }
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

async function stop(orphan: ProcessIdentity, dataFolder: string): Promise<void> {
  // Fast shutdown writes everything to disk; immediate leaves it to recovery.
  if (await endsAfter('SIGINT', orphan, 60_000)) return
  if (await endsAfter('SIGQUIT', orphan, 10_000)) return
  throw new StartupError(
    `A database server from an earlier start still runs on ${dataFolder} (process ${orphan.pid}) and does not stop. ` +
      'Stop that process, then start again.',
  )
}

async function endsAfter(
  signal: NodeJS.Signals,
  orphan: ProcessIdentity,
  patience: number,
): Promise<boolean> {
  const giveUpAt = Date.now() + patience
  process.kill(orphan.pid, signal)
  while (isRunning(orphan)) {
    if (Date.now() > giveUpAt) return false
    await delay(10)
  }
  return true
}
