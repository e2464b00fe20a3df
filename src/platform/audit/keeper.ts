import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { linkWaiting, signDueCheckpoints } from './checkpoints.ts'
import type { Signer } from './signer.ts'

export interface AuditKeeper {
  stop(): Promise<void>
}

export interface AuditKeeperParts {
  database: Database
  signer: Signer
  clock: Clock
  log: Log
}

const linkEveryMilliseconds = 500
const lookEveryMilliseconds = 60_000

/**
 * Runs in every worker: links what was written and signs what is due. Only one links at a time, by a lock that its
 * transaction holds, so a lost connection or a killed worker leaves nothing held.
 */
export function startAuditKeeper({ database, signer, clock, log }: AuditKeeperParts): AuditKeeper {
  let stopped = false
  let failing = false
  let lookAt = 0
  let timer: NodeJS.Timeout | undefined
  let running = turn()

  async function turn(): Promise<void> {
    try {
      await linkWaiting(database.sql)
      if (performance.now() >= lookAt) await look()
      failing = false
    } catch (error) {
      // Once for each time the database is away, not twice a second.
      if (!failing && !stopped) log.error({ err: error }, 'the audit could not be linked')
      failing = true
    }
    if (stopped) return
    timer = setTimeout(() => {
      running = turn()
    }, linkEveryMilliseconds)
    timer.unref()
  }

  async function look(): Promise<void> {
    lookAt = performance.now() + lookEveryMilliseconds
    // Logs are kept outside of the database: each line proves how far a chain had come.
    for (const checkpoint of await signDueCheckpoints(database, signer, clock.now()))
      log.info({ checkpoint }, 'audit checkpoint')
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
