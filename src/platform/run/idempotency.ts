import { createHash } from 'node:crypto'
import type { RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { AnyCommand } from '../declare/operation.ts'
import { keyReused } from '../errors.ts'
import type { Actor } from '../policy/actor.ts'
import type { Caller } from './runner.ts'

/** A call that carries a key: a repeat of it acts once. The key belongs to who asks and what is asked. */
export interface Repeat {
  operation: string
  caller: string
  key: string
  fingerprint: Buffer
  expiresAt: Date
}

const keptForMilliseconds = 24 * 3_600_000

export function repeatOf(command: AnyCommand, input: unknown, caller: Caller, key: string): Repeat {
  return {
    operation: command.name,
    caller: callerOf(caller.actor),
    key,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(input) ?? '')
      .digest(),
    expiresAt: new Date(caller.now.getTime() + keptForMilliseconds),
  }
}

function callerOf(actor: Actor): string {
  if (actor.kind === 'account') return `${actor.accountId}:${actor.tenantId}`
  return actor.kind
}

/** The reply to an earlier call with the same key. One that is too old to count is cleared out of the way. */
export async function findReply(run: RunSql, repeat: Repeat, now: Date): Promise<{ reply: unknown } | null> {
  const [record] = await run<{ fingerprint: Buffer; reply: unknown; expiresAt: Date }>(sql`
    SELECT fingerprint, reply, expires_at AS "expiresAt" FROM idempotency_records
    WHERE operation = ${repeat.operation} AND caller = ${repeat.caller} AND key = ${repeat.key}`)
  if (!record) return null
  if (record.expiresAt <= now) {
    await run(sql`
      DELETE FROM idempotency_records
      WHERE operation = ${repeat.operation} AND caller = ${repeat.caller} AND key = ${repeat.key} AND expires_at <= ${now}`)
    return null
  }
  if (!record.fingerprint.equals(repeat.fingerprint)) throw keyReused()
  return { reply: record.reply }
}
