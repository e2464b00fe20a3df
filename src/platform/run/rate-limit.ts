import { createHash } from 'node:crypto'
import type { RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { AnyCommand, RateLimit } from '../declare/operation.ts'
import { tooMany } from '../errors.ts'
import type { Caller } from './runner.ts'

/** What visitors may write is limited even where its declaration forgets to say so. */
const limitForVisitors: RateLimit = { by: 'address', count: 60, seconds: 60 }

/** Counts a call against its limits. Exact and shared by all processes; refused calls count too. */
export async function spendLimits(
  run: RunSql,
  command: AnyCommand,
  input: unknown,
  caller: Caller,
): Promise<void> {
  if (caller.actor.kind === 'system') return
  const limits = caller.actor.kind === 'visitor' ? [...command.limits, limitForVisitors] : command.limits
  for (const limit of limits) {
    const windowStart = new Date(
      Math.floor(caller.now.getTime() / (limit.seconds * 1000)) * limit.seconds * 1000,
    )
    const key = counterKey(command, limit, input, caller)
    const [row] = await run<{ count: number }>(sql`
      INSERT INTO rate_counters (key, window_start, count) VALUES (${key}, ${windowStart}, 1)
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN rate_counters.window_start = excluded.window_start THEN rate_counters.count + 1 ELSE 1 END,
        window_start = excluded.window_start
      RETURNING count`)
    if (row && row.count > limit.count) {
      const seconds = Math.max(
        1,
        Math.ceil((windowStart.getTime() + limit.seconds * 1000 - caller.now.getTime()) / 1000),
      )
      throw tooMany({
        values: { seconds },
        headers: {
          'Retry-After': String(seconds),
          'RateLimit-Limit': String(limit.count),
          'RateLimit-Remaining': '0',
          'RateLimit-Reset': String(seconds),
        },
      })
    }
  }
}

/** Hashed, so that the counters hold no addresses that anybody could read. */
function counterKey(command: AnyCommand, limit: RateLimit, input: unknown, caller: Caller): string {
  const subject =
    limit.by === 'address'
      ? (caller.request.ipAddress ?? 'unknown')
      : String((input as Record<string, unknown>)[limit.by.field] ?? '').toLowerCase()
  const hash = createHash('sha256').update(subject).digest('base64url').slice(0, 22)
  return `${command.name}:${limit.by === 'address' ? 'address' : limit.by.field}:${limit.seconds}:${hash}`
}
