import { createHash } from 'node:crypto'
import type { Crypto } from '../crypto/crypto.ts'
import { NotAsSealed } from '../crypto/envelope.ts'
import { replyPurpose } from '../crypto/sealed-columns.ts'
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

const day = 24 * 3_600_000
/** A job may be sent back for as long as the queue of the dead keeps it. */
const keptDays = { requests: 1, jobs: 30 }

export function repeatOf(command: AnyCommand, input: unknown, caller: Caller, key: string): Repeat {
  return {
    operation: command.name,
    caller: callerOf(caller.actor),
    key,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(input) ?? '')
      .digest(),
    expiresAt: new Date(
      caller.now.getTime() + day * (isOfWorker(caller) ? keptDays.jobs : keptDays.requests),
    ),
  }
}

function isOfWorker({ actor, repeatsLate }: Caller): boolean {
  return actor.kind === 'system' || repeatsLate === true
}

function callerOf(actor: Actor): string {
  if (actor.kind === 'account')
    return `${actor.accountId}:${actor.tenantId}${actor.token ? `:${actor.token.id}` : ''}`
  return actor.kind
}

/**
 * A reply as its row keeps it: it may hold what the database must not show, and outlive the person it is about by
 * a day. The row it belongs to is sealed in with it, so that it answers no other row.
 */
export function sealReply(crypto: Crypto, repeat: Repeat, reply: unknown): Buffer | null {
  if (reply === undefined || reply === null) return null
  return crypto.seal(replyPurpose, Buffer.concat([ownerOf(repeat), Buffer.from(JSON.stringify(reply))]))
}

function openReply(crypto: Crypto, repeat: Repeat, sealed: Uint8Array): unknown {
  const opened = crypto.open(replyPurpose, sealed)
  const owner = ownerOf(repeat)
  if (!opened.subarray(0, owner.length).equals(owner)) throw new NotAsSealed()
  return JSON.parse(opened.subarray(owner.length).toString())
}

function ownerOf({ operation, caller, key }: Repeat): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([operation, caller, key]))
    .digest()
}

/** The reply to an earlier call with the same key. One that is too old to count is cleared out of the way. */
export async function findReply(
  run: RunSql,
  crypto: Crypto,
  repeat: Repeat,
  now: Date,
): Promise<{ reply: unknown } | null> {
  const [record] = await run<{
    fingerprint: Buffer
    reply: unknown
    sealedReply: Buffer | null
    expiresAt: Date
  }>(sql`
    SELECT fingerprint, reply, sealed_reply AS "sealedReply", expires_at AS "expiresAt" FROM idempotency_records
    WHERE operation = ${repeat.operation} AND caller = ${repeat.caller} AND key = ${repeat.key}`)
  if (!record) return null
  if (record.expiresAt <= now) {
    await run(sql`
      DELETE FROM idempotency_records
      WHERE operation = ${repeat.operation} AND caller = ${repeat.caller} AND key = ${repeat.key} AND expires_at <= ${now}`)
    return null
  }
  if (!record.fingerprint.equals(repeat.fingerprint)) throw keyReused()
  return { reply: record.sealedReply ? openReply(crypto, repeat, record.sealedReply) : record.reply }
}
