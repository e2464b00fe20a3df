import type { Services } from '../../platform/services.ts'
import { isSameHash } from './code.ts'

export const providerSecretPurpose = 'identity provider secret'
export const flowMinutes = 15
export const mostProviders = 10

/** Who goes to the provider, what for, and where they go on afterwards. */
export interface Errand {
  providerId: string
  purpose: 'signIn' | 'link'
  /** Of whoever links; empty for whoever signs in. */
  sessionId: string
  next: string
  /** The code of the link of a member, by which somebody comes; empty where there is none. */
  ref: string
}

/** An errand that somebody comes back from. */
export interface BegunErrand extends Errand {
  begunAt: Date
}

/**
 * What goes to the provider and comes back. It follows from the token in the browser's cookie, from the provider and
 * from the errand: what comes to another browser, provider or session is none of it.
 */
export function stateOf(
  services: Services,
  flow: string,
  { providerId, purpose, sessionId, next, ref }: Errand,
  expires: number,
): string {
  const proof = services.keyedHash(
    'provider state',
    [flow, providerId, purpose, sessionId, next, ref, expires].join('\n'),
  )
  const texts = [next, ref].map((text) => Buffer.from(text).toString('base64url'))
  return [proof.toString('base64url'), expires, purpose, ...texts].join('.')
}

/** The errand that a state belongs to, or null: it is somebody else's, another provider's, or too old. */
export function readState(
  services: Services,
  flow: string,
  state: string,
  { providerId, sessionId }: Pick<Errand, 'providerId' | 'sessionId'>,
  now: Date,
): BegunErrand | null {
  const [proof = '', expiresText = '', purpose = '', nextText = '', refText = ''] = state.split('.')
  const expires = Number(expiresText)
  if (!(expires > now.getTime()) || (purpose !== 'signIn' && purpose !== 'link')) return null
  const errand: Errand = {
    providerId,
    purpose,
    sessionId: purpose === 'link' ? sessionId : '',
    next: Buffer.from(nextText, 'base64url').toString(),
    ref: Buffer.from(refText, 'base64url').toString(),
  }
  const expected = Buffer.from(stateOf(services, flow, errand, expires))
  return proof !== '' && isSameHash(expected, Buffer.from(state))
    ? { ...errand, begunAt: new Date(expires - flowMinutes * 60_000) }
    : null
}

/** Both follow from the cookie's token, so that nothing has to be kept until somebody comes back. */
export function nonceOf(services: Services, flow: string): string {
  return services.keyedHash('provider nonce', flow).toString('base64url')
}

export function verifierOf(services: Services, flow: string): string {
  return services.keyedHash('provider verifier', flow).toString('base64url')
}

/** Shown by a form of the portal, so that no other site can send somebody off to link an account of its choice. */
export function linkTicket(
  services: Services,
  sessionId: string,
  providerId: string,
  expires: number,
): string {
  const proof = services.keyedHash('link ticket', `${sessionId}:${providerId}:${expires}`)
  return `${proof.toString('base64url')}.${expires}`
}

export function isLinkTicket(
  services: Services,
  ticket: string,
  sessionId: string,
  providerId: string,
  now: Date,
): boolean {
  const expires = Number(ticket.split('.')[1])
  if (!(expires > now.getTime())) return false
  return isSameHash(Buffer.from(linkTicket(services, sessionId, providerId, expires)), Buffer.from(ticket))
}

/** What a provider says of somebody, as far as it matters here. */
export interface Vouched {
  subject: string
  email: string | null
  emailVerified: boolean
  givenName: string | null
  familyName: string | null
  groups: string[]
}

/** As long as OpenID Connect lets it be. */
const longestSubject = 255
const mostGroups = 1000

/** Null where it names nobody: whatever a provider says shall end in a refusal, not in a failure. */
export function vouchedFrom(claims: Record<string, unknown>, groupsClaim: string | null): Vouched | null {
  const { sub } = claims
  if (typeof sub !== 'string' || sub.length > longestSubject || !isPlain(sub)) return null
  const text = (name: string) => {
    const value = claims[name]
    return typeof value === 'string' && isPlain(value) && value.trim() !== ''
      ? value.trim().slice(0, 200)
      : null
  }
  const groups = groupsClaim === null ? [] : claims[groupsClaim]
  const whole = text('name')
  return {
    subject: sub,
    email: text('email')?.toLowerCase() ?? null,
    emailVerified: saysVerified(claims),
    givenName: text('given_name') ?? (text('family_name') ? null : whole),
    familyName: text('family_name'),
    groups: (Array.isArray(groups) ? groups : [groups])
      .filter((group): group is string => typeof group === 'string' && group.length <= 200 && isPlain(group))
      .slice(0, mostGroups),
  }
}

/** Microsoft says it in a claim of its own, which is asked for there: that the owner of the domain has been verified. */
function saysVerified({ email_verified: verified, xms_edov: ownDomain }: Record<string, unknown>): boolean {
  return verified === true || (verified === undefined && [true, 1, '1', 'true'].includes(ownDomain as string))
}

/** No control characters, which stand in no name, and of which PostgreSQL keeps one in no text. */
function isPlain(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}

/** Whether an address lies in a domain that the association says is its own. */
export function isInDomains(email: string, domains: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return domains.includes(domain)
}
