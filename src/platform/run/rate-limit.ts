import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
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
  const declared = caller.actor.kind === 'visitor' ? [...command.limits, limitForVisitors] : command.limits
  // Where it comes from counts first: who is refused for that must not use up the tries of somebody's address.
  const limits = [...declared].sort((a, b) => Number(a.by !== 'address') - Number(b.by !== 'address'))
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
        values: { seconds, minutes: seconds > 90 ? Math.ceil(seconds / 60) : 0 },
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
      ? networkOf(caller.request.ipAddress)
      : String((input as Record<string, unknown>)[limit.by.field] ?? '').toLowerCase()
  const hash = createHash('sha256').update(subject).digest('base64url').slice(0, 22)
  return `${command.name}:${limit.by === 'address' ? 'address' : limit.by.field}:${limit.seconds}:${hash}`
}

/** Whoever has one IPv6 address has all that share its first 64 bits, so those are what is counted. */
function networkOf(address: string | null): string {
  if (!address) return 'unknown'
  const version4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (version4 || !isIPv6(address)) return version4 ?? address
  const [head = '', tail] = address.replace(/%.*/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
