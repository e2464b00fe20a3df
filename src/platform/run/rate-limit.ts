import { createHash } from 'node:crypto'
import type { RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { AnyCommand, RateLimit } from '../declare/operation.ts'
import { type LimitState, overLimit } from './limit-state.ts'
import { networkOf } from './network.ts'
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
  const declared = caller.actor.kind === 'visitor' ? [...command.limits, limitForVisitors] : command.limits
  // Where it comes from counts first: who is refused for that must not use up the tries of somebody's address.
  const limits = [...declared].sort((a, b) => Number(a.by !== 'address') - Number(b.by !== 'address'))
  let nearest: LimitState | null = null
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
    const spent = row?.count ?? 0
    const resetSeconds = Math.max(
      1,
      Math.ceil((windowStart.getTime() + limit.seconds * 1000 - caller.now.getTime()) / 1000),
    )
    const state: LimitState = {
      policy: command.name,
      count: limit.count,
      seconds: limit.seconds,
      remaining: Math.max(0, limit.count - spent),
      resetSeconds,
    }
    if (spent > limit.count) throw overLimit(state, resetSeconds)
    // What is left for an e-mail address would tell whether somebody else is trying it, too.
    if (limit.by === 'address' && (!nearest || state.remaining < nearest.remaining)) nearest = state
  }
  if (nearest) caller.tellLimit?.(nearest)
}

/** Hashed, so that the counters hold no addresses that anybody could read. */
function counterKey(command: AnyCommand, limit: RateLimit, input: unknown, caller: Caller): string {
  const subject =
    limit.by === 'address'
      ? networkOf(caller.request.ipAddress)
      : String((input as Record<string, unknown>)[limit.by.field] ?? '').toLowerCase()
  const hash = createHash('sha256').update(subject).digest('base64url').slice(0, 22)
  return `${command.name}:${limit.by === 'address' ? 'address' : limit.by.field}:${limit.seconds}:${hash}`
}
