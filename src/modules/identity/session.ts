import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { openChallenge } from './challenge.ts'
import { securityChanged } from './facts.ts'
import { hashToken, newToken, Token } from './token.ts'

type Context = CommandContext<never, unknown>

/** Browsers cap what they keep at about this. */
const deviceDays = 400

export type SignedIn = { next: 'done' | 'secondStep' }

/** After password or code: a session, or the question for the second step where the account has one. */
export async function finishSignIn(context: Context, accountId: string): Promise<SignedIn> {
  const { tx, now, request } = context
  const token = Token.safeParse(request.device)
  const [known] = await tx.sql<{ hasSecondStep: boolean; isTrusted: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM second_factors WHERE account_id = ${accountId}::uuid AND confirmed_at IS NOT NULL) AS "hasSecondStep",
           EXISTS (SELECT 1 FROM devices WHERE account_id = ${accountId}::uuid AND token_hash = ${hashToken(token.data ?? '')}
                   AND trusted_until > ${now}) AS "isTrusted"`)
  if (known?.hasSecondStep && !known.isTrusted) {
    await openChallenge(context, { purpose: 'secondStep', accountId, by: 'app' })
    await tellWhose(context, accountId, null)
    return { next: 'secondStep' }
  }
  await beginSession(context, accountId, { proven: !known?.hasSecondStep })
  return { next: 'done' }
}

/**
 * Signs an account in with a session of its own. One that the browser came with ends: a token that somebody planted
 * before the sign-in is worth nothing after it. `proven`: the strongest factor of the account was shown just now.
 * `vouchedBy`: an association whose provider says who it is; the session counts nowhere else.
 */
export async function beginSession(
  context: Context,
  accountId: string,
  {
    proven,
    trustDays = 0,
    vouchedBy = null,
  }: { proven: boolean; trustDays?: number; vouchedBy?: string | null },
): Promise<void> {
  const { tx, actor, now, request, services, session, emit } = context
  const { config } = services
  const token = newToken()
  const sessionId = newId(now.getTime())
  const expiresAt = secondsAfter(now, config.SESSION_MAX_SECONDS)
  const device = await noteDevice(context, accountId, trustDays)
  if (actor.kind === 'account')
    await tx.sql(
      sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${actor.sessionId}::uuid AND ended_at IS NULL`,
    )
  await tx.sql(sql`
    INSERT INTO sessions (id, token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, user_agent, ip_address, device_id, proven_until, vouched_by)
    VALUES (${sessionId}::uuid, ${hashToken(token)}, ${accountId}::uuid, ${actor.tenantId}::uuid, ${now}, ${now}, ${expiresAt}, ${request.userAgent},
            ${request.ipAddress}, ${device.id}::uuid, ${proven ? secondsAfter(now, config.STEP_UP_SECONDS) : null}, ${vouchedBy}::uuid)`)
  session.begin(token, expiresAt)
  await tellWhose(context, accountId, sessionId)
  if (device.isNews) emit(securityChanged, { accountId, change: 'newDevice', sessionId, at: now.getTime() })
}

/** Until now it was a visitor's: the audit is to say whose sign-in it was. */
export async function tellWhose(
  { tx, actor, actsAs }: Context,
  accountId: string,
  sessionId: string | null,
): Promise<void> {
  const [person] = await tx.sql<{ id: string }>(sql`
    SELECT person_id AS id FROM people WHERE account_id = ${accountId}::uuid AND tenant_id = ${actor.tenantId}::uuid`)
  actsAs({ accountId, personId: person?.id ?? null, sessionId })
}

/** Whoever uses this session has shown the strongest factor of the account just now. */
export async function noteProof({ tx, actor, now, services, session }: Context): Promise<void> {
  if (actor.kind !== 'account') return
  await tx.sql(sql`
    UPDATE sessions SET proven_until = ${secondsAfter(now, services.config.STEP_UP_SECONDS)} WHERE id = ${actor.sessionId}::uuid`)
  session.renew()
}

/** A browser whose user has shown that an address of the account is theirs. */
export async function knowDevice(context: Context, accountId: string): Promise<void> {
  await noteDevice(context, accountId, 0)
}

/** The token of a browser changes with each sign-in: one that somebody planted there is worth nothing after it. */
async function noteDevice(
  { tx, now, request, session }: Context,
  accountId: string,
  trustDays: number,
): Promise<{ id: string; isNews: boolean }> {
  const before = Token.safeParse(request.device)
  const token = newToken()
  const trustedUntil = trustDays > 0 ? secondsAfter(now, trustDays * 86_400) : null
  if (before.success)
    await tx.sql(
      sql`UPDATE devices SET token_hash = ${hashToken(token)} WHERE token_hash = ${hashToken(before.data)}`,
    )
  const [device] = await tx.sql<{ id: string; isNews: boolean }>(sql`
    INSERT INTO devices (id, account_id, token_hash, user_agent, created_at, last_used_at, trusted_until)
    VALUES (${newId(now.getTime())}::uuid, ${accountId}::uuid, ${hashToken(token)}, ${request.userAgent}, ${now}, ${now}, ${trustedUntil})
    ON CONFLICT (account_id, token_hash) DO UPDATE SET user_agent = excluded.user_agent, last_used_at = excluded.last_used_at,
      trusted_until = coalesce(excluded.trusted_until, devices.trusted_until)
    -- The first browser of an account is no news to anybody. Only a row that was added just now has no xmax.
    RETURNING id, devices.xmax = 0 AND EXISTS (SELECT 1 FROM devices o WHERE o.account_id = ${accountId}::uuid) AS "isNews"`)
  if (!device) throw new Error('A device was neither added nor found.')
  session.keep('device', token, secondsAfter(now, deviceDays * 86_400))
  return device
}

function secondsAfter(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000)
}
