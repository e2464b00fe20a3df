import type { PgBoss } from 'pg-boss'
import type { RunSql } from '../db/database.ts'
import { empty, Sql, sql } from '../db/sql.ts'
import { deadLetterQueue } from './boss.ts'

/** A job that failed at every try, as far as people may see it: ids, nothing that somebody wrote. */
export interface DeadJob {
  id: string
  /** `<theme>.<verbNoun>` */
  job: string
  /** What it was about. */
  payload: Record<string, unknown>
  tenantId: string | null
  requestId: string | null
  tries: number
  failedAt: Date
  /** For those who run the installation: what a mail server says may hold an address. */
  fault: string | null
}

export interface DeadLetters {
  /** Those of one association, or all of them; the latest first. */
  list(run: RunSql, of: { tenantId: string | null; limit: number }): Promise<DeadJob[]>
  /** Sends these, or all, back to where they came from, and says how many went. What they had done is not done again. */
  redrive(
    run: RunSql,
    which: { tenantId: string | null; ids?: readonly string[]; job?: string },
  ): Promise<number>
}

/** More than anyone looks through; the rest follows when these are gone. */
const atOnce = 1_000

export function createDeadLetters(boss: PgBoss): DeadLetters {
  return {
    list: (run, { tenantId, limit }) =>
      run<DeadJob>(sql`
        SELECT id, source_name AS job, data->'payload' AS payload, (data->>'tenantId')::uuid AS "tenantId",
          data->>'requestId' AS "requestId", source_retry_count + 1 AS tries, created_on AS "failedAt",
          coalesce(source_output->>'message', source_output->'value'->>'message') AS fault
        FROM pgboss.job
        WHERE name = ${deadLetterQueue} AND state < 'active' ${tenantId === null ? empty : sql`AND data->>'tenantId' = ${tenantId}`}
        ORDER BY created_on DESC, id LIMIT ${limit}`),
    redrive: (run, { tenantId, ids, job }) =>
      boss.redrive(deadLetterQueue, {
        limit: atOnce,
        ...(tenantId === null ? {} : { data: { tenantId } }),
        ...(ids === undefined ? {} : { ids: [...ids] }),
        ...(job === undefined ? {} : { sourceName: job }),
        db: { executeSql: async (text, values = []) => ({ rows: await run(fromText(text, values)) }) },
      }),
  }
}

/** SQL of pg-boss, which numbers its parameters, as a piece of ours. */
function fromText(text: string, values: readonly unknown[]): Sql {
  const order = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => values[Number(number) - 1])
  return new Sql(text.split(/\$\d+/), order)
}
