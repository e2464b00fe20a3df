import type { PgBoss } from 'pg-boss'
import { Sql } from '../db/sql.ts'
import type { AnyJob, ReactingJob } from '../declare/job.ts'
import { newId } from '../ids.ts'
import type { EmittedFact } from '../run/run-command.ts'
import type { Caller } from '../run/runner.ts'

/** What a job finds in its queue. */
export interface JobData {
  fact: { id: string; name: string; version: number }
  payload: object
  tenantId: string | null
  /** Account that caused the fact, for the audit of what follows from it. */
  onBehalfOf: string | null
  requestId: string
  occurredAt: string
}

export interface QueuedJobs {
  queue: string
  urgent: boolean
  /** Inserts the jobs of one queue; goes into the statement before the commit. */
  insert: Sql
}

export interface JobWriter {
  jobsFor(
    facts: readonly EmittedFact[],
    reactions: ReadonlyMap<string, readonly ReactingJob[]>,
    caller: Caller,
  ): QueuedJobs[]
}

/** Workers listen here for queues that have an urgent job. */
export const jobWakeChannel = 'guildhall_jobs'

/**
 * Asks pg-boss, once for each queue, how it inserts a job, and keeps its SQL: the same text then runs inside our
 * statement before the commit, so that facts and rows commit together at no round trip of their own.
 */
export async function createJobWriter(boss: PgBoss, jobs: readonly AnyJob[]): Promise<JobWriter> {
  const inserts = new Map<string, readonly [string, string]>()
  for (const { name, kind } of jobs) {
    if (kind === 'scheduled') continue
    let text = ''
    await boss.insert(name, [{ data: {} }], {
      db: {
        async executeSql(captured) {
          text = captured
          return { rows: [] }
        },
      },
    })
    const [before, after, ...rest] = text.split('$1')
    if (before === undefined || after === undefined || rest.length > 0)
      throw new Error('pg-boss inserts jobs in a way this version of Guildhall does not know.')
    inserts.set(name, [before, after])
  }

  return {
    jobsFor(facts, reactions, caller) {
      const byQueue = new Map<string, { job: ReactingJob; entries: object[] }>()
      for (const fact of facts) {
        for (const job of reactions.get(fact.name) ?? []) {
          const queued = byQueue.get(job.name) ?? { job, entries: [] }
          const begins = job.kind === 'job' ? job.begins?.(fact.payload as never) : undefined
          queued.entries.push({
            id: newId(caller.now.getTime()),
            data: dataOf(fact, caller),
            ...(begins && { startAfter: begins.toISOString() }),
          })
          byQueue.set(job.name, queued)
        }
      }
      return [...byQueue].map(([queue, { job, entries }]) => ({
        queue,
        urgent: job.urgent ?? false,
        insert: new Sql(inserts.get(queue) ?? [], [JSON.stringify(entries)]),
      }))
    },
  }
}

function dataOf(fact: EmittedFact, { actor, request, now }: Caller): JobData {
  return {
    fact: { id: fact.id, name: fact.name, version: fact.version },
    payload: fact.payload,
    tenantId: fact.tenantId,
    onBehalfOf:
      fact.isUnnamed || actor.kind === 'visitor'
        ? null
        : actor.kind === 'account'
          ? actor.accountId
          : actor.onBehalfOf,
    requestId: request.id,
    occurredAt: now.toISOString(),
  }
}
