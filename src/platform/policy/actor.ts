import { type AppError, noPerson, providerNeeded, signedOut } from '../errors.ts'
import type { Alarm } from '../presentation/view.ts'

/** One grant as it counts in a check: a role at a unit and everything below it, for a time. */
export interface Authority extends Period {
  grantId: string
  role: string
  permissions: ReadonlySet<string>
  /** Path of the unit, so that "at or below" is a comparison of texts. */
  path: string
  /** The role asks for a second factor that the account has not got: its rights wait for one. */
  waits: boolean
}

/** A stretch of time in which something counts. */
export interface Period {
  from: number
  until: number | null
}

/** An API token that acts for an account. The actor's authorities are narrowed to what it was given already. */
export interface TokenUse {
  id: string
  /** What all tokens of its kind begin with. */
  prefix: string
  /** Permissions, and what of people's own things it may reach (see token-scopes.ts). */
  scopes: ReadonlySet<string>
}

/** A member of staff who uses the portal as somebody else, to help them. */
export interface Impersonator {
  accountId: string
  personId: string
  /** Their own session, which waits. */
  sessionId: string
  name: string
  accessVersion: number
}

/** A platform administrator who looks into an association for a while. */
export interface Visit {
  id: string
}

/**
 * Whether an association is open to those who belong to it. `suspended`: to nobody but its administrators, who see why.
 * `closing`: it may be read. `closed`: to nobody any more.
 */
export type TenantState = 'active' | 'suspended' | 'closing' | 'closed'

export interface AccountActor {
  kind: 'account'
  accountId: string
  /** Whether the account runs the installation; `waits` for a second factor. */
  runsPlatform: 'no' | 'waits' | 'yes'
  tenantState: TenantState
  /** Reads in an association that it does not belong to. */
  visit?: Visit
  /** Who it really is, where staff act for the account: the audit names both, and much is closed to them. */
  by?: Impersonator
  /** Null where a token acts, or a task for somebody who may have signed out meanwhile. */
  sessionId: string | null
  token: TokenUse | null
  /** E-mail address or phone, as people read it. */
  address: string
  tenantId: string | null
  /** The account's person in this tenant; null where it has none. */
  personId: string | null
  /** They are somebody here, but people come in by the sign-in providers of the association alone, and this session did not. */
  comesByProvider?: true
  name: string
  locale: string | null
  timeZone: string | null
  /** Address of a small photo of the person; null where there is none. */
  photo: string | null
  authorities: readonly Authority[]
  /** When the person is a member in good standing: outside of these times they may see where they stand, and no more. */
  memberDuring: readonly Period[]
  /** Compared at each commit: a change of rights since this actor was loaded makes the command start again. */
  accessVersion: number
  /** Until when what its user last showed counts for declarations that ask for more than a session. */
  provenUntil: number | null
  /** What every page tells its user, until it is over. */
  alarm: Alarm | null
}

export interface VisitorActor {
  kind: 'visitor'
  tenantId: string | null
  /** Active where nothing is said. */
  tenantState?: TenantState
}

/** A job or a script. It may do everything; the audit says why and on behalf of whom. */
export interface SystemActor {
  kind: 'system'
  tenantId: string | null
  reason: string
  onBehalfOf: string | null
}

export type Actor = AccountActor | VisitorActor | SystemActor

export function system(
  reason: string,
  tenantId: string | null = null,
  onBehalfOf: string | null = null,
): SystemActor {
  return { kind: 'system', reason, tenantId, onBehalfOf }
}

interface Asked {
  permission: string
  path: string
  time: number
}

/** What must be true of an authority for it to let somebody do something at a place, each by the name of its lack. */
const conditions = [
  ['lacksPermission', ({ permissions }: Authority, { permission }: Asked) => permissions.has(permission)],
  ['elsewhere', (authority: Authority, { path }: Asked) => isWithin(path, authority.path)],
  ['notBegun', (authority: Authority, { time }: Asked) => hasBegun(authority, time)],
  ['over', ({ until }: Authority, { time }: Asked) => until === null || until > time],
  ['secondFactor', ({ waits }: Authority) => !waits],
] as const

export type Shortfall = (typeof conditions)[number][0]

/** What an authority lacks for it; nothing where it lets them. */
export function shortfallsOf(authority: Authority, permission: string, path: string, now: Date): Shortfall[] {
  const asked = { permission, path, time: now.getTime() }
  return conditions.flatMap(([lack, holds]) => (holds(authority, asked) ? [] : [lack]))
}

/** The authority by which an actor may do something at a unit, or null. Expiry is judged at each check. */
export function authorityFor(actor: Actor, permission: string, path: string, now: Date): Authority | null {
  return actor.kind === 'account' ? firstAuthority(actor.authorities, permission, path, now) : null
}

export function firstAuthority(
  authorities: readonly Authority[],
  permission: string,
  path: string,
  now: Date,
): Authority | null {
  const asked = { permission, path, time: now.getTime() }
  return authorities.find((authority) => conditions.every(([, holds]) => holds(authority, asked))) ?? null
}

/** Whether an actor may do something somewhere; lists are then narrowed to where. */
export function authorityAnywhere(actor: Actor, permission: string, now: Date): Authority | null {
  if (actor.kind !== 'account') return null
  const time = now.getTime()
  return (
    actor.authorities.find(
      (authority) => authority.permissions.has(permission) && isCurrent(authority, time),
    ) ?? null
  )
}

/** Whether they could do it, at this place or somewhere, if only their account had a second factor. */
export function waitsForSecondFactor(
  actor: Actor,
  permission: string,
  path: string | null,
  now: Date,
): boolean {
  if (actor.kind !== 'account') return false
  return actor.authorities.some(
    (authority) =>
      authority.waits &&
      authority.permissions.has(permission) &&
      isDuring(authority, now.getTime()) &&
      (path === null || isWithin(path, authority.path)),
  )
}

/** The paths below which an actor holds a permission, for `visibleX(actor)`. */
export function pathsWith(actor: Actor, permission: string, now: Date): string[] {
  if (actor.kind !== 'account') return []
  const time = now.getTime()
  // Whoever has two roles at one place has one place: an index would look twice.
  return [
    ...new Set(
      actor.authorities
        .filter((authority) => authority.permissions.has(permission) && isCurrent(authority, time))
        .map((authority) => authority.path),
    ),
  ]
}

export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || (path.startsWith(ancestor) && path.charCodeAt(ancestor.length) === dot)
}

/**
 * What one server gives counts at once on another whose clock is behind, and on one whose clock was just set back:
 * otherwise whoever was let in a moment ago is refused.
 */
const clocksDifferByMilliseconds = 2_000

function hasBegun({ from }: Period, time: number): boolean {
  return from - clocksDifferByMilliseconds <= time
}

/** Whether a stretch of time is now. */
export function isDuring(period: Period, time: number): boolean {
  return hasBegun(period, time) && (period.until === null || period.until > time)
}

export function isCurrent(authority: Authority, time: number): boolean {
  return !authority.waits && isDuring(authority, time)
}

/** Whether a person's membership rests: they are suspended, expelled or the like, and nothing that members may do is open. */
export function isResting(actor: AccountActor, now: Date): boolean {
  const time = now.getTime()
  return actor.personId !== null && !actor.memberDuring.some((period) => isDuring(period, time))
}

const dot = '.'.charCodeAt(0)

/** The account an operation acts for; declarations with a `signed-in` requirement or more always have one. */
export function accountOf(actor: Actor): string {
  if (actor.kind !== 'account') throw signedOut()
  return actor.accountId
}

/** Somebody as a member in good standing, without any office and without being there: as whom the program asks or acts for them. */
export function asMember(
  who: Pick<AccountActor, 'accountId' | 'accessVersion'> & { tenantId: string; personId: string },
): AccountActor {
  return {
    kind: 'account',
    runsPlatform: 'no',
    tenantState: 'active',
    sessionId: null,
    token: null,
    address: '',
    name: '',
    locale: null,
    timeZone: null,
    photo: null,
    authorities: [],
    memberDuring: [{ from: 0, until: null }],
    alarm: null,
    provenUntil: null,
    ...who,
  }
}

/** Who acts, where it is somebody of the association: null for visitors, for the program itself and for accounts without an entry. */
export function personBehind(actor: Actor): string | null {
  return actor.kind === 'account' ? actor.personId : null
}

/** Why an account is nobody here. */
export function nobodyHere(actor: Actor): () => AppError {
  return actor.kind === 'account' && actor.comesByProvider ? providerNeeded : noPerson
}

/** The person an operation acts for; declarations with a `member` requirement or more always have one. */
export function personOf(actor: Actor): string {
  if (actor.kind !== 'account' || actor.personId === null) throw nobodyHere(actor)()
  return actor.personId
}
