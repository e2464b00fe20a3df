import type { Database, RunSql } from '../db/database.ts'
import { type Sql, sql, trusted } from '../db/sql.ts'
import type { AnyCommand, InputOf, OutputOf } from '../declare/operation.ts'
import type { Log } from '../log.ts'
import type { Caller, Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'

export interface PurgeContext {
  sql: RunSql
  now: Date
  services: Pick<Services, 'storage' | 'incoming' | 'config'>
  /** As the system. */
  call<Command extends AnyCommand>(command: Command, input: InputOf<Command>): Promise<OutputOf<Command>>
}

/** What a room clears away of what it keeps. */
export interface Purge {
  /** The table that it is about; null for what is in none. */
  table: string | null
  /** Completes the sentence "It clears away …". */
  what: string
  /** Clears away one batch, in a statement or a transaction that is short, and says how many there were. */
  batch(context: PurgeContext): Promise<number>
}

/** Nobody waits for long behind so many rows. */
export const batchSize = 500

/** Rows that a condition says are due. `r` is the table. */
export function purgeRows(table: string, what: string, due: (now: Date) => Sql): Purge {
  return {
    table,
    what,
    async batch({ sql: run, now }) {
      // What somebody else has in hand right now is taken the next day.
      const gone = await run(sql`
        DELETE FROM ${trusted(table)} WHERE ctid = ANY(ARRAY(
          SELECT r.ctid FROM ${trusted(table)} r WHERE ${due(now)} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED))
        RETURNING 1`)
      return gone.length
    },
  }
}

/** Days before now, for what is kept a while. */
export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 3_600_000)
}

/** The moment until which something is kept that begins now. */
export function daysAfter(now: Date, days: number): Date {
  return daysBefore(now, -days)
}

export interface PurgeParts {
  registry: { purges: readonly Purge[] }
  database: Pick<Database, 'sql'>
  services: Services
  runner: Pick<Runner, 'call'>
  log: Log
}

/** All purges, one after the other. One that fails does not keep the others from their work; it is told at the end. */
export async function runPurges(parts: PurgeParts, caller: Caller, signal?: AbortSignal): Promise<void> {
  const faults: unknown[] = []
  for (const purge of parts.registry.purges) {
    try {
      const count = await runPurge(purge, parts, caller, signal)
      if (count > 0) parts.log.info({ purge: purge.what, count }, 'cleared away')
    } catch (error) {
      signal?.throwIfAborted()
      parts.log.error({ err: error, purge: purge.what }, 'could not clear away')
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} purges failed`)
}

export async function runPurge(
  purge: Purge,
  { database, services, runner }: PurgeParts,
  caller: Caller,
  signal?: AbortSignal,
): Promise<number> {
  const context: PurgeContext = {
    sql: database.sql,
    now: caller.now,
    services,
    call: (command, input) => runner.call(command, input, caller),
  }
  let total = 0
  for (let count = -1; count !== 0; total += count) {
    signal?.throwIfAborted()
    count = await purge.batch(context)
  }
  return total
}
