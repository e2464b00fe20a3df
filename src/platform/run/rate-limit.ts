import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
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
  config: Config,
  { later = false } = {},
): Promise<void> {
  if (caller.actor.kind === 'system') return
  const atOnce = caller.actor.kind === 'visitor' ? [...command.limits, limitForVisitors] : command.limits
  const declared = atOnce.filter(({ isSpentLater = false }) => isSpentLater === later)
  // Where it comes from counts first: who is refused for that must not use up the tries of somebody's address.
  const limits = [...declared].sort((a, b) => Number(a.by !== 'address') - Number(b.by !== 'address'))
  let nearest: LimitState | null = null
  for (const limit of limits) {
    const windowStart = new Date(
      Math.floor(caller.now.getTime() / (limit.seconds * 1000)) * limit.seconds * 1000,
    )
    const key = counterKey(command, limit, input as Record<string, unknown>, caller, config)
    if (key === null) continue
    const count = typeof limit.count === 'number' ? limit.count : limit.count(config)
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
      count,
      seconds: limit.seconds,
      remaining: Math.max(0, count - spent),
      resetSeconds,
    }
    if (spent > count) throw overLimit(state, resetSeconds)
    // What is left for an e-mail address would tell whether somebody else is trying it, too.
    if (limit.by === 'address' && (!nearest || state.remaining < nearest.remaining)) nearest = state
  }
  if (nearest) caller.tellLimit?.(nearest)
}

/** Hashed, so that the counters hold no addresses that anybody could read. */
function counterKey(
  command: AnyCommand,
  { by, seconds }: RateLimit,
  input: Record<string, unknown>,
  { request, actor }: Caller,
  config: Config,
): string | null {
  const [name, subject] = subjectOf()
  if (subject === null) return null
  const hash = createHash('sha256').update(subject).digest('base64url').slice(0, 22)
  // What is worked out is shared by all that count it under one name.
  const scope = typeof by === 'object' && 'of' in by ? 'all' : command.name
  return `${scope}:${name}:${seconds}:${hash}`

  function subjectOf(): [name: string, subject: string | null] {
    if (by === 'address') return [by, networkOf(request.ipAddress)]
    if (by === 'account') return [by, actor.kind === 'account' ? actor.accountId : null]
    if ('field' in by) return [by.field, String(input[by.field] ?? '').toLowerCase()]
    return [by.name, by.of(input, config)]
  }
}
