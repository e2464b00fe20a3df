import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import type { AppError, ErrorDetails } from '../../platform/errors.ts'
import { networkOf } from '../../platform/run/network.ts'
import { type Address, accountAt } from './address.ts'
import { lockedOut } from './errors.ts'
import {
  type Failures,
  lockedUntil,
  type Patience,
  patienceWithAccount,
  patienceWithSource,
  standingFailures,
} from './lock-out.ts'
import { hashToken, Token } from './token.ts'

type Context = CommandContext<never, unknown>

export interface Guard {
  /** Too much went wrong before: what was tried now does not count, right or wrong. */
  objection: AppError | null
  /** Notes that this try went wrong; answers how many there are. */
  failed(): Promise<number>
  succeeded(): Promise<void>
}

/**
 * Slows down whoever guesses. The row of the subject stays locked to the end of the transaction, so that tries which
 * come at once are judged one after the other and no more of them count than may.
 */
export async function guardAgainstGuessing(context: Context, subject: string): Promise<Guard> {
  const { tx, now, services, request } = context
  const subjectHash = services.keyedHash('signIn', subject)
  const sourceHash = services.keyedHash('sign-in source', networkOf(request.ipAddress))
  const [source] = await tx.sql<Failures>(sql`
    SELECT count, last_failed_at AS "lastFailedAt" FROM sign_in_failures WHERE subject_hash = ${sourceHash}`)
  const [failures] = await tx.sql<Failures>(sql`
    INSERT INTO sign_in_failures (subject_hash, count, last_failed_at) VALUES (${subjectHash}, 0, ${now})
    ON CONFLICT (subject_hash) DO UPDATE SET count = sign_in_failures.count
    RETURNING count, last_failed_at AS "lastFailedAt"`)
  const until =
    (source && lockedUntil(source, patienceWithSource, now)) ??
    (failures && lockedUntil(failures, patienceWithAccount, now)) ??
    null
  const note = async (hash: Buffer, before: Failures | undefined, patience: Patience): Promise<number> => {
    const standing = before ? standingFailures(before, patience, now) : 0
    // What others added since it was read counts as well.
    const [row] = await tx.sql<{ count: number }>(sql`
      INSERT INTO sign_in_failures (subject_hash, count, last_failed_at) VALUES (${hash}, 1, ${now})
      ON CONFLICT (subject_hash) DO UPDATE SET
        count = greatest(0, sign_in_failures.count - ${before?.count ?? 0}) + ${standing} + 1, last_failed_at = excluded.last_failed_at
      RETURNING count`)
    return row?.count ?? 1
  }
  return {
    objection: until && lockedOut(waitUntil(until, now)),
    async failed() {
      await note(sourceHash, source, patienceWithSource)
      return note(subjectHash, failures, patienceWithAccount)
    },
    async succeeded() {
      await tx.sql(sql`DELETE FROM sign_in_failures WHERE subject_hash = ${subjectHash}`)
    },
  }
}

function waitUntil(until: Date, now: Date): ErrorDetails {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  return {
    values: {
      seconds,
      minutes: seconds > 90 && seconds <= 5400 ? Math.ceil(seconds / 60) : 0,
      hours: seconds > 5400 ? Math.ceil(seconds / 3600) : 0,
    },
    headers: { 'Retry-After': String(seconds) },
  }
}

/**
 * Whose tries are counted together. A browser in which the owner has signed in before counts by itself, so that
 * strangers who guess at an address never keep its owner out of it.
 */
export async function subjectOf({ tx, request }: Context, address: Address): Promise<string> {
  const token = Token.safeParse(request.device)
  const [device] = await tx.sql<{ id: string }>(sql`
    SELECT d.id FROM devices d JOIN accounts a ON a.id = d.account_id AND ${accountAt(address)}
    WHERE d.token_hash = ${hashToken(token.data ?? '')}`)
  return device ? `device:${device.id}` : `address:${address.value}`
}

/** Whom a refused try was aimed at, for the audit alone. It looks the same to whoever tries, known address or not. */
export async function recordAttempt(
  { tx, record }: CommandContext<never, unknown, 'account'>,
  address: Address,
): Promise<void> {
  const [account] = await tx.sql<{ id: string }>(sql`SELECT a.id FROM accounts a WHERE ${accountAt(address)}`)
  if (account) record({ type: 'account', id: account.id }, null, null)
}

/** The browser that the owner of an account is known to use, if this is one. */
export async function deviceOf({ tx, request }: Context, accountId: string): Promise<string | null> {
  const token = Token.safeParse(request.device)
  const [device] = await tx.sql<{ id: string }>(sql`
    SELECT id FROM devices WHERE account_id = ${accountId}::uuid AND token_hash = ${hashToken(token.data ?? '')}`)
  return device?.id ?? null
}

/** For the owner of an address, who has shown that it is theirs. */
export async function forgetFailures({ tx, services }: Context, { value }: Address): Promise<void> {
  const hash = services.keyedHash('signIn', `address:${value}`)
  await tx.sql(sql`DELETE FROM sign_in_failures WHERE subject_hash = ${hash}`)
}
