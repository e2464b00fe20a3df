import { type AppError, defineError, invalid } from '../../platform/errors.ts'

/** How a person stands in an association, in the order in which forms offer them. */
export const standings = [
  'prospect',
  'pending',
  'active',
  'suspended',
  'lapsed',
  'resigned',
  'expelled',
  'deceased',
  'closed',
] as const
export type Standing = (typeof standings)[number]

/** The one in which what somebody was given counts: roles, and all that is open to members. In every other it rests. */
export const standingOfMembers = 'active' satisfies Standing

/** In these nobody has let somebody in yet. */
export const isWaiting = (standing: Standing): standing is 'prospect' | 'pending' =>
  standing === 'prospect' || standing === 'pending'

/** In these somebody has left, whatever may become of them later: they lead no unit any more. */
export const standingsOfThoseWhoLeft: readonly Standing[] = [
  'lapsed',
  'resigned',
  'expelled',
  'deceased',
  'closed',
]

/** What can become of each. What is not here cannot: it takes two decisions, or none. */
const moves: Readonly<Record<Standing, readonly Standing[]>> = {
  prospect: ['pending', 'active', 'deceased', 'closed'],
  pending: ['prospect', 'active', 'deceased', 'closed'],
  active: ['suspended', 'lapsed', 'resigned', 'expelled', 'deceased'],
  suspended: ['active', 'lapsed', 'resigned', 'expelled', 'deceased'],
  lapsed: ['pending', 'active', 'resigned', 'deceased', 'closed'],
  resigned: ['pending', 'active', 'deceased', 'closed'],
  expelled: ['pending', 'active', 'deceased', 'closed'],
  // Who was taken for dead and is not comes back.
  deceased: ['active', 'closed'],
  closed: [],
}

export const alreadyStanding = defineError('membership.alreadyStanding', 409)
export const closedForGood = defineError('membership.closedForGood', 409)
export const noSuchMove = defineError('membership.noSuchMove', 409)
export const notYourself = defineError('membership.notYourself', 403)
export const moreRights = defineError('membership.moreRights', 403)
export const notProspect = defineError('membership.notProspect', 409)
export const nothingPlanned = defineError('membership.nothingPlanned', 409)

export function movesFrom(standing: Standing): readonly Standing[] {
  return moves[standing]
}

/** Why somebody who stands so cannot come to stand otherwise; null where they can. */
export function objectionToMove(from: Standing, to: Standing): AppError | null {
  if (from === to) return alreadyStanding()
  if (moves[from].length === 0) return closedForGood()
  return moves[from].includes(to) ? null : noSuchMove()
}

/** A person at the place by which staff look after them. */
export interface PlacedPerson {
  tenantId: string
  personId: string
  name: string
  since: Date
  unitPath: string
}

/** A stretch of time in which somebody stands so; without an end until something else is decided. */
export interface StandingPeriod {
  id: string | null
  standing: Standing
  startsAt: Date
  endsAt: Date | null
}

export interface Standings {
  current: StandingPeriod
  /** Decided already, for a time to come. */
  planned: StandingPeriod | null
}

/**
 * How somebody stands now, and what is decided for later. Of whom nobody has decided anything, they are members since they
 * came. The periods follow one another without a gap.
 */
export function standingsAt(now: Date, periods: readonly StandingPeriod[], since: Date): Standings {
  const current =
    periods.find(({ startsAt, endsAt }) => startsAt <= now && (endsAt === null || endsAt > now)) ??
    // What was written with the time of another process may begin a moment later than this one's now.
    periods[0]
  const planned = periods.find((period) => period !== current && period.startsAt > now) ?? null
  return {
    current: current ?? { id: null, standing: standingOfMembers, startsAt: since, endsAt: null },
    planned,
  }
}

/** The past is not decided anew: what is to hold since a day comes after what held before. */
export function requireLater(from: Date, current: StandingPeriod): void {
  if (from < current.startsAt)
    throw invalid([{ pointer: '/from', code: 'membership.error.tooEarly', message: '' }])
}

/** The colour and shape of each. */
export const standingTones = {
  prospect: 'info',
  pending: 'info',
  active: 'success',
  suspended: 'warning',
  lapsed: 'warning',
  resigned: 'neutral',
  expelled: 'danger',
  deceased: 'neutral',
  closed: 'neutral',
} as const satisfies Readonly<Record<Standing, string>>
