import { defineError } from '../../platform/errors.ts'

/**
 * Somebody asks to belong to a unit whose staff decide who comes. `ended`: the unit closed or went into another one before
 * anybody answered.
 */
export const joinRequestStates = ['requested', 'approved', 'declined', 'withdrawn', 'ended'] as const
export type JoinRequestState = (typeof joinRequestStates)[number]

export const joinRequestTones = {
  requested: 'info',
  approved: 'success',
  declined: 'warning',
  withdrawn: 'neutral',
  ended: 'neutral',
} as const satisfies Record<JoinRequestState, string>

/** Whoever was declined asks again after so many days, not the next morning. */
export const daysUntilAskedAgain = 7

/** A unit as whoever asks to come there finds it. */
export interface AskedPlace {
  unitId: string
  tenantId: string
  unitPath: string
  name: string
  status: string
  joining: string
}

/** A request at the place of the unit that it is for: its staff decide. */
export interface JoinRequestRow {
  id: string
  tenantId: string
  personId: string
  unitId: string
  unitPath: string
  state: JoinRequestState
}

export const joinNotAsked = defineError('membership.joinNotAsked', 409)
export const joinClosed = defineError('membership.joinClosed', 409)
export const unitClosed = defineError('membership.unitClosed', 409)
export const alreadyThere = defineError('membership.alreadyThere', 409)
export const joinAskedAlready = defineError('membership.joinAskedAlready', 409)
export const joinAskedTooSoon = defineError('membership.joinAskedTooSoon', 409)
export const joinRequestOver = defineError('membership.joinRequestOver', 409)
export const ownJoinRequest = defineError('membership.ownJoinRequest', 403)
export const askerRests = defineError('membership.askerRests', 409)

/** From when on somebody who was declined may ask again. */
export function askedAgainFrom(declinedAt: Date): Date {
  return new Date(declinedAt.getTime() + daysUntilAskedAgain * 86_400_000)
}
