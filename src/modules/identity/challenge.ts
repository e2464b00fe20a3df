import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import type { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Address } from './address.ts'
import { codeFor, codeMinutes, hashCode, isSameHash, mostTries } from './code.ts'
import { codeExpired, linkExpired, wrongCode } from './errors.ts'
import { challengeOpened } from './facts.ts'
import { hashToken, newToken, Token, tokenFor } from './token.ts'

type Context = CommandContext<never, unknown>

export type Purpose =
  | 'signIn'
  | 'join'
  | 'resetPassword'
  | 'secondStep'
  | 'changeAddress'
  | 'undoChange'
  | 'stepUp'
  | 'unlock'

export interface NewChallenge {
  purpose: Purpose
  /** Where code or link go; none where the app of the account shows the code. */
  address?: Address
  accountId?: string
  /** Where a code answers it, it belongs to the browser that asks. */
  by: 'code' | 'link' | 'code or link' | 'app'
  /** How long a link works; a code never works longer than its ten minutes. */
  linkMinutes?: number
}

/** Opens a challenge, whether or not any account has the address, and hands the browser its part of it. */
export async function openChallenge(
  context: Context,
  { purpose, address, accountId, by, linkMinutes = codeMinutes }: NewChallenge,
): Promise<string> {
  const { tx, now, services, session, emit, locale } = context
  const id = newId(now.getTime())
  const codeExpiresAt = minutesAfter(now, codeMinutes)
  const expiresAt = minutesAfter(now, linkMinutes)
  const hasCode = by === 'code' || by === 'code or link'
  const flow = by === 'link' ? null : newToken()
  const link = by === 'link' || by === 'code or link' ? tokenFor(services, linkPurpose(purpose), id) : null
  if (address && hasCode) {
    // Of several codes for one thing only the latest counts, however closely they follow one another.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${purpose}:${address.value}`}, 0))`)
    await tx.sql(sql`
      UPDATE challenges SET code_hash = NULL WHERE purpose = ${purpose} AND address = ${address.value} AND code_hash IS NOT NULL`)
  }
  await tx.sql(sql`
    INSERT INTO challenges (id, purpose, channel, address, account_id, locale, flow_hash, code_hash, code_expires_at, link_hash, created_at, expires_at)
    VALUES (${id}::uuid, ${purpose}, ${address?.channel ?? null}, ${address?.value ?? null}, ${accountId ?? null}::uuid, ${locale()},
            ${flow && hashToken(flow)}, ${hasCode ? hashCode(services, id, codeFor(services, id)) : null},
            ${hasCode || by === 'app' ? codeExpiresAt : null}, ${link && hashToken(link)}, ${now}, ${expiresAt})`)
  if (flow) session.keep('flow', flow, codeExpiresAt)
  if (address) emit(challengeOpened, { challengeId: id })
  return id
}

/** The purpose is part of what a link's token is made from: none opens a door that it was not made for. */
export function linkPurpose(purpose: Purpose): string {
  return `${purpose} link`
}

export interface OpenChallenge {
  id: string
  channel: Address['channel'] | null
  address: string | null
  accountId: string | null
  locale: string
}

interface ChallengeRow extends OpenChallenge {
  tries: number
  codeHash: Buffer | null
  codeExpiresAt: Date | null
  expiresAt: Date
  closedAt: Date | null
}

/** The challenge of this browser, locked and with one try taken from it; or why it can no longer be answered. */
export async function takeTry(
  { tx, now, request }: Context,
  purpose: Purpose,
): Promise<{ challenge: ChallengeRow; error: null } | { challenge: null; error: AppError }> {
  const flow = Token.safeParse(request.flow)
  const [challenge] = await tx.sql<ChallengeRow>(sql`
    SELECT id, channel, address, account_id AS "accountId", locale, tries, code_hash AS "codeHash", code_expires_at AS "codeExpiresAt",
           expires_at AS "expiresAt", closed_at AS "closedAt"
    FROM challenges WHERE flow_hash = ${hashToken(flow.data ?? '')} AND purpose = ${purpose} FOR UPDATE`)
  if (
    !challenge ||
    challenge.closedAt ||
    !challenge.codeExpiresAt ||
    challenge.codeExpiresAt <= now ||
    challenge.tries >= mostTries
  )
    return { challenge: null, error: codeExpired() }
  await tx.sql(sql`UPDATE challenges SET tries = tries + 1 WHERE id = ${challenge.id}::uuid`)
  return { challenge: { ...challenge, tries: challenge.tries + 1 }, error: null }
}

/** Whose second step this browser is asked for, while it may still answer; no try is taken. */
export async function askedForSecondStep({ tx, now, request }: Context): Promise<string> {
  const flow = Token.safeParse(request.flow)
  const [challenge] = await tx.sql<{ accountId: string }>(sql`
    SELECT account_id AS "accountId" FROM challenges
    WHERE flow_hash = ${hashToken(flow.data ?? '')} AND purpose = 'secondStep' AND closed_at IS NULL AND code_expires_at > ${now}
      AND account_id IS NOT NULL`)
  if (!challenge) throw codeExpired()
  return challenge.accountId
}

/** What a wrong answer is told: how many tries are left, or that it has to be asked for again. */
export function wrongAnswer({ tries }: { tries: number }): AppError {
  return tries >= mostTries ? codeExpired() : wrongCode({ values: { left: mostTries - tries } })
}

/** The challenge that a code answers. `return refused(error)` keeps count of what was wrong. */
export async function answerByCode(
  context: Context,
  purpose: Purpose,
  code: string,
): Promise<{ challenge: OpenChallenge; error: null } | { challenge: null; error: AppError }> {
  const { services } = context
  const taken = await takeTry(context, purpose)
  if (taken.error) return taken
  const { challenge } = taken
  const isRight =
    challenge.codeHash !== null && isSameHash(challenge.codeHash, hashCode(services, challenge.id, code))
  return isRight ? { challenge, error: null } : { challenge: null, error: wrongAnswer(challenge) }
}

/** The challenge that a link answers; it is locked, so that of two who follow the link one comes late. */
export async function answerByLink(
  { tx, now }: Context,
  purpose: Purpose,
  token: string,
): Promise<OpenChallenge> {
  const [challenge] = await tx.sql<ChallengeRow>(sql`
    SELECT id, channel, address, account_id AS "accountId", locale, expires_at AS "expiresAt", closed_at AS "closedAt"
    FROM challenges WHERE link_hash = ${hashToken(token)} AND purpose = ${purpose} FOR UPDATE`)
  if (!challenge || challenge.closedAt || challenge.expiresAt <= now) throw linkExpired()
  return challenge
}

/** Answered once and for all, with all that were opened beside it for the same address. */
export async function closeChallenge({ tx, now, session }: Context, { id }: { id: string }): Promise<void> {
  await tx.sql(sql`
    UPDATE challenges c SET closed_at = ${now} FROM challenges d
    WHERE d.id = ${id}::uuid AND c.purpose = d.purpose AND c.closed_at IS NULL AND (c.id = d.id OR c.address = d.address)`)
  session.forget('flow')
}

/** The address that a challenge was about. */
export function addressOf({ channel, address }: OpenChallenge): Address {
  if (channel === null || address === null) throw new Error('This challenge is about no address.')
  return { channel, value: address }
}

function minutesAfter(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000)
}
