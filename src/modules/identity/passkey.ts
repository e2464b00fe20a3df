import type {
  AuthenticationResponseJSON,
  RegistrationResponseJSON,
  VerifiedAuthenticationResponse,
} from '@simplewebauthn/server'
import type { Config } from '../../platform/config.ts'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type {
  CommandContext,
  PrepareContext,
  QueryContext,
  RequestFacts,
} from '../../platform/declare/operation.ts'
import type { Services } from '../../platform/services.ts'
import type { GivenPasskey, NewPasskey } from './contract.ts'
import { passkeysNotHere } from './errors.ts'
import { securityChanged } from './facts.ts'
import { hashToken, newToken } from './token.ts'

type Context = CommandContext<never, unknown>
type Asking = Pick<PrepareContext | QueryContext<never>, 'services' | 'request' | 'now'>

/** Opened with the first passkey: it takes 15 MB. */
export function passkeyLibrary(): Promise<typeof import('@simplewebauthn/server')> {
  return import('@simplewebauthn/server')
}

/** What a passkey is asked for. An answer to one of them is none to another. */
export type PasskeyPurpose = 'signIn' | 'secondStep' | 'stepUp' | 'add'

export const ticketMinutes = 10
export const mostPasskeys = 20

/**
 * What a browser is asked to sign follows from a ticket that it sends back, so that a page that only offers passkeys
 * leaves no row behind. The subject binds it to a session, or to the browser that took the first step.
 */
export function newTicket(now: Date): string {
  return `${newToken()}.${now.getTime() + ticketMinutes * 60_000}`
}

export function challengeOf(
  services: Services,
  purpose: PasskeyPurpose,
  subject: string,
  ticket: string,
): Buffer {
  return services.keyedHash('passkey challenge', `${purpose}:${subject}:${ticket}`)
}

function isOver(ticket: string, now: Date): boolean {
  return Number(ticket.split('.')[1]) <= now.getTime()
}

export interface RelyingParty {
  /** The host name that passkeys are bound to. */
  id: string
  origin: string
}

/**
 * Passkeys belong to the host name at which they were made. Only names that lead to this portal count: what a
 * request says about its host anybody can write. Null where none does.
 */
export async function findRelyingParty(
  run: RunSql,
  { origin }: RequestFacts,
  config: Config,
): Promise<RelyingParty | null> {
  const url = origin && URL.canParse(origin) ? new URL(origin) : null
  if (!url) return null
  const party = { id: url.hostname, origin: url.origin }
  if (isOwnName(party.id, config)) return party
  const [host] = await run(sql`SELECT 1 FROM association_hosts WHERE host = ${party.id}`)
  return host ? party : null
}

export async function relyingPartyOf(
  run: RunSql,
  request: RequestFacts,
  config: Config,
): Promise<RelyingParty> {
  const party = await findRelyingParty(run, request, config)
  if (!party) throw passkeysNotHere()
  return party
}

function isOwnName(name: string, { BASE_URL }: Config): boolean {
  if (BASE_URL) return name === new URL(BASE_URL).hostname
  return /(^|\.)localhost$/.test(name)
}

/** A passkey that signed what it was asked to. What it says about itself is still to be compared, under a lock. */
export interface CheckedPasskey {
  passkeyId: string
  accountId: string
  challengeHash: Buffer
  expiresAt: Date
  said: VerifiedAuthenticationResponse['authenticationInfo']
}

/** Compares signatures, outside of any transaction. Null: no passkey of this host has signed this. */
export async function checkPasskey(
  context: PrepareContext,
  { purpose, subject }: { purpose: PasskeyPurpose; subject: string },
  { ticket, credential }: GivenPasskey,
): Promise<CheckedPasskey | null> {
  const { services, request, now, sql: run } = context
  if (isOver(ticket, now)) return null
  const party = await relyingPartyOf(run, request, services.config)
  const [known] = await run<{
    id: string
    accountId: string
    publicKey: Uint8Array<ArrayBuffer>
    counter: number
  }>(sql`
    SELECT id, account_id AS "accountId", public_key AS "publicKey", counter::float8 AS counter FROM passkeys
    WHERE credential_id = ${Buffer.from(credential.id, 'base64url')} AND rp_id = ${party.id}`)
  if (!known || !namesAccount(credential, known.accountId)) return null
  const challenge = challengeOf(services, purpose, subject, ticket)
  const { verifyAuthenticationResponse } = await passkeyLibrary()
  const verified = await verifyAuthenticationResponse({
    response: { ...credential, clientExtensionResults: {} } as AuthenticationResponseJSON,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // The counter is compared under a lock, where nobody else is about to write it.
    credential: { id: credential.id, publicKey: new Uint8Array(known.publicKey), counter: 0 },
  }).catch(() => null)
  if (!verified?.verified) return null
  return {
    passkeyId: known.id,
    accountId: known.accountId,
    challengeHash: hashToken(challenge.toString('base64url')),
    expiresAt: new Date(Number(ticket.split('.')[1])),
    said: verified.authenticationInfo,
  }
}

/** A passkey that was asked for by no name says whose it is itself; it must be the one that we know. */
function namesAccount({ response: { userHandle } }: GivenPasskey['credential'], accountId: string): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString() === accountId
}

/**
 * Takes what was signed, once. False: it was taken before, the passkey is gone, or there are two of it: a counter
 * that does not grow tells of a copy, and its owner is told.
 */
export async function usePasskey(
  { tx, now, emit }: Context,
  { passkeyId, challengeHash, expiresAt, said }: CheckedPasskey,
): Promise<boolean> {
  const [first] = await tx.sql(sql`
    INSERT INTO passkey_answers (challenge_hash, expires_at) VALUES (${challengeHash}, ${expiresAt})
    ON CONFLICT DO NOTHING RETURNING 1`)
  if (!first) return false
  const [passkey] = await tx.sql<{ accountId: string; counter: number; isSynced: boolean }>(sql`
    SELECT p.account_id AS "accountId", p.counter::float8 AS counter, p.may_be_synced AS "isSynced" FROM passkeys p
    JOIN accounts a ON a.id = p.account_id AND a.status = 'active'
    WHERE p.id = ${passkeyId}::uuid FOR UPDATE OF p`)
  // Whether it may be copied to other devices of its owner never changes; what says otherwise is another one.
  if (!passkey || passkey.isSynced !== (said.credentialDeviceType === 'multiDevice')) return false
  if ((passkey.counter > 0 || said.newCounter > 0) && said.newCounter <= passkey.counter) {
    emit(securityChanged, {
      accountId: passkey.accountId,
      change: 'passkeyCopied',
      sessionId: null,
      at: now.getTime(),
    })
    return false
  }
  await tx.sql(sql`
    UPDATE passkeys SET counter = ${said.newCounter}, is_backed_up = ${said.credentialBackedUp}, last_used_at = ${now}
    WHERE id = ${passkeyId}::uuid`)
  return true
}

export interface MadePasskey {
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  mayBeSynced: boolean
  isBackedUp: boolean
  transports: string[]
  rpId: string
  challengeHash: Buffer
  expiresAt: Date
}

/** Looks at what a browser says that it has made. Null: it is not what it was asked for. */
export async function checkNewPasskey(
  { services, request, now, sql: run }: PrepareContext,
  sessionId: string,
  { ticket, credential }: NewPasskey,
): Promise<MadePasskey | null> {
  if (isOver(ticket, now)) return null
  const party = await relyingPartyOf(run, request, services.config)
  const challenge = challengeOf(services, 'add', sessionId, ticket).toString('base64url')
  const { verifyRegistrationResponse } = await passkeyLibrary()
  const verified = await verifyRegistrationResponse({
    response: { ...credential, clientExtensionResults: {} } as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...algorithms],
  }).catch(() => null)
  if (!verified?.verified) return null
  const { credential: made, credentialDeviceType, credentialBackedUp } = verified.registrationInfo
  return {
    credentialId: Buffer.from(made.id, 'base64url'),
    publicKey: Buffer.from(made.publicKey),
    counter: made.counter,
    mayBeSynced: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
    transports: credential.response.transports,
    rpId: party.id,
    challengeHash: hashToken(challenge),
    expiresAt: new Date(Number(ticket.split('.')[1])),
  }
}

/** EdDSA, ES256, RS256: what authenticators make. */
export const algorithms = [-8, -7, -257] as const

/** What binds a request to the session that asks, or to the browser that took the first step. */
export function subjectFor(
  purpose: PasskeyPurpose,
  { request, actor }: Asking & Pick<PrepareContext, 'actor'>,
): string {
  if (purpose === 'signIn') return ''
  if (purpose === 'secondStep') return hashToken(request.flow ?? '').toString('hex')
  return actor.kind === 'account' ? (actor.sessionId ?? '') : ''
}
