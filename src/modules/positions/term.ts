import { defineError, invalid } from '../../platform/errors.ts'
import type { Translated } from '../../platform/presentation/translated.ts'
import type { Way } from './position.ts'

export const termStates = ['current', 'coming', 'over'] as const
export type TermState = (typeof termStates)[number]

export const termTones = { current: 'success', coming: 'info', over: 'neutral' } as const

/** A stretch of time; one that ends when it begins is none. */
export interface Span {
  startsAt: Date
  endsAt: Date | null
}

export interface TermRow extends Span {
  id: string
  tenantId: string
  positionId: string
  positionName: Translated
  unitId: string
  unitPath: string
  personId: string
  way: Way
  reason: string | null
  role: string | null
  grantId: string | null
}

/** No seat is free all along: it says how many there are, and from when on they are taken. */
export const full = defineError('positions.full', 409)
export const alreadyHolds = defineError('positions.alreadyHolds', 409)
export const personRests = defineError('positions.personRests', 409)
export const termOver = defineError('positions.termOver', 409)
export const unknownPerson = () =>
  invalid([{ pointer: '/personId', code: 'positions.error.unknownPerson', message: '' }])
export const endsBeforeStart = () =>
  invalid([{ pointer: '/endsAt', code: 'positions.error.endsBeforeStart', message: '' }])
export const endsInThePast = () =>
  invalid([{ pointer: '/endsAt', code: 'positions.error.endsInThePast', message: '' }])

export function runsAt({ startsAt, endsAt }: Span, moment: Date): boolean {
  return startsAt <= moment && (endsAt === null || endsAt > moment)
}

export function isOver({ startsAt, endsAt }: Span, now: Date): boolean {
  return endsAt !== null && (endsAt <= now || endsAt <= startsAt)
}

export function stateOf(span: Span, now: Date): TermState {
  if (isOver(span, now)) return 'over'
  return span.startsAt > now ? 'coming' : 'current'
}

/** The later of two moments. */
export function later(one: Date, other: Date): Date {
  return new Date(Math.max(one.getTime(), other.getTime()))
}

export function overlap(one: Span, other: Span): boolean {
  const begins = later(one.startsAt, other.startsAt)
  return runsAt(one, begins) && runsAt(other, begins)
}

/**
 * The first moment of a term at which all seats are taken already; null where one is free all along. Seats fill only where a
 * term begins, so those moments are all there is to look at.
 */
export function firstFull(others: readonly Span[], wish: Span, seats: number): Date | null {
  const moments = [wish.startsAt, ...others.map(({ startsAt }) => startsAt)]
    .filter((moment) => runsAt(wish, moment))
    .sort((a, b) => a.getTime() - b.getTime())
  return moments.find((moment) => others.filter((other) => runsAt(other, moment)).length >= seats) ?? null
}

/** How many run at once at the fullest moment from a time on. */
export function mostAtOnce(spans: readonly Span[], from: Date): number {
  const moments = [from, ...spans.map(({ startsAt }) => startsAt).filter((moment) => moment > from)]
  return Math.max(...moments.map((moment) => spans.filter((span) => runsAt(span, moment)).length))
}

/** So many months later; where that month has no such day, on its last one. */
export function afterMonths(from: Date, months: number): Date {
  const end = new Date(from)
  end.setUTCDate(1)
  end.setUTCMonth(end.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return end
}
