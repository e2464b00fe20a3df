import { type AppError, defineError } from '../../platform/errors.ts'

/** A draft stands in a file that was not sent yet; nobody sees it. */
export const invitationStates = ['open', 'accepted', 'expired', 'withdrawn'] as const
export type InvitationState = (typeof invitationStates)[number]

/** How long a letter counts. */
export const invitationDays = { least: 1, usual: 14, most: 90 } as const

/** A letter that was not read is no reason to write again at once. */
export const minutesBetweenLetters = 10
export const mostLetters = 10

export const invitationOver = defineError('invitations.over', 409)
export const invitationUsed = defineError('invitations.used', 409)
export const invitationExpired = defineError('invitations.expired', 409)
export const invitationWithdrawn = defineError('invitations.withdrawn', 409)
export const noSuchInvitation = defineError('invitations.unknown', 404)
export const otherAddress = defineError('invitations.otherAddress', 409)
export const signInFirst = defineError('invitations.signInFirst', 409)
/** They invite there, and give no roles: that takes another right. */
export const givesNone = defineError('invitations.givesNone', 403)
export const unitClosed = defineError('invitations.unitClosed', 409)
export const inviterMayNot = defineError('invitations.inviterMayNot', 409)
export const roleGone = defineError('invitations.roleGone', 409)
export const membershipRests = defineError('invitations.membershipRests', 409)
export const alreadyMember = defineError('invitations.alreadyMember', 409)
export const alreadyInvited = defineError('invitations.alreadyInvited', 409)
export const fileRepeated = defineError('invitations.fileRepeated', 409)
export const sentJustNow = defineError('invitations.sentJustNow', 429)
export const sentOften = defineError('invitations.sentOften', 409)

/** An invitation at the place of the unit that it leads to. */
export interface InvitationRow {
  id: string
  tenantId: string
  unitId: string
  unitPath: string
  personId: string | null
  state: string
  channel: 'email' | 'phone'
  address: string
  givenName: string | null
  familyName: string | null
  locale: string
  role: string | null
  roleEndsAt: Date | null
  sends: number
  days: number
  invitedBy: string | null
  lastSentAt: Date | null
  expiresAt: Date
}

export interface Stated {
  state: string
  expiresAt: Date
}

/** The clock ends an invitation, whether or not anybody has written that down yet. */
export function stateAt({ state, expiresAt }: Stated, now: Date): InvitationState {
  return state === 'open' && expiresAt <= now ? 'expired' : (state as InvitationState)
}

/** Why nobody comes in by it any more, in words for whoever has the link. */
export function objectionToAccepting(invitation: Stated, now: Date): AppError | null {
  switch (stateAt(invitation, now)) {
    case 'accepted':
      return invitationUsed()
    case 'expired':
      return invitationExpired()
    case 'withdrawn':
      return invitationWithdrawn()
    default:
      return null
  }
}

/** As much of an address as its owner knows it by, and nobody else learns it from. */
export function maskedAddress(channel: string, address: string): string {
  if (channel === 'phone') return `${address.slice(0, 3)}…${address.slice(-2)}`
  const [name = '', domain = ''] = address.split('@')
  return `${name.slice(0, 1)}…@${domain}`
}

export function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}

/** What the token of a letter is made from: each letter has one of its own. */
export function letterOf(id: string, sends: number): string {
  return `${id}:${sends}`
}

export const linkPurpose = 'invitation link'

/** So many letters go out at once; those after them one after the other, so that no mail server takes them for junk. */
const lettersAtOnce = 50
const lettersEachSecond = 5

/** When the letter of this place in a file goes out, in milliseconds since 1970; null for at once. */
export function paced(now: Date, place: number): number | null {
  const later = place - lettersAtOnce
  return later < 0 ? null : now.getTime() + Math.floor(later / lettersEachSecond) * 1000
}
