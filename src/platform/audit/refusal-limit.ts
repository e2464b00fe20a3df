import { createHash } from 'node:crypto'
import type { RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { AnyCommand } from '../declare/operation.ts'
import { networkOf } from '../run/network.ts'
import type { Caller } from '../run/runner.ts'

/** So many refusals of one operation to one account or network are written down in a minute. */
export const refusalsPerMinute = 10

const windowMilliseconds = 60_000

/**
 * Counts a refusal, exactly and for all processes. Null: it is one too many and is not written, so that nobody fills
 * the disk by asking for what is refused. Otherwise how many were left out since the one before: the first entry of
 * a later minute says so.
 */
export async function countRefusal(
  run: RunSql,
  command: Pick<AnyCommand, 'name'>,
  caller: Caller,
): Promise<{ suppressed: number } | null> {
  const key = `audit:${command.name}:${sourceOf(caller)}`
  const windowStart = new Date(Math.floor(caller.now.getTime() / windowMilliseconds) * windowMilliseconds)
  const [row] = await run<{ count: number; left: number | null }>(sql`
    WITH earlier AS (
      SELECT count FROM rate_counters WHERE key = ${key} AND window_start <> ${windowStart} FOR UPDATE
    ), counted AS (
      INSERT INTO rate_counters (key, window_start, count)
      SELECT ${key}, ${windowStart}::timestamptz, 1 FROM (SELECT count(*) FROM earlier) AS looked_first
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN rate_counters.window_start = excluded.window_start THEN rate_counters.count + 1 ELSE 1 END,
        window_start = excluded.window_start
      RETURNING count
    )
    SELECT counted.count, (SELECT count FROM earlier) AS left FROM counted`)
  const count = row?.count ?? 1
  if (count > refusalsPerMinute) return null
  return { suppressed: count === 1 ? Math.max(0, (row?.left ?? 0) - refusalsPerMinute) : 0 }
}

function sourceOf({ actor, request }: Caller): string {
  const source = actor.kind === 'account' ? actor.accountId : networkOf(request.ipAddress)
  return createHash('sha256').update(source).digest('base64url').slice(0, 22)
}
