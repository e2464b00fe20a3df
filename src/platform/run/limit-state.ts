import { type AppError, tooMany } from '../errors.ts'

/** How far somebody is from a limit. */
export interface LimitState {
  policy: string
  count: number
  seconds: number
  remaining: number
  /** Until there is as much again as at first. */
  resetSeconds: number
}

/** The two fields of draft-ietf-httpapi-ratelimit-headers: what the limit is, and what is left of it. */
export function limitHeaders(state: LimitState): { 'RateLimit-Policy': string; RateLimit: string } {
  const { policy, count, seconds, remaining, resetSeconds } = state
  return {
    'RateLimit-Policy': `"${policy}";q=${count};w=${seconds}`,
    RateLimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
  }
}

export function overLimit(state: LimitState, waitSeconds: number): AppError {
  return tooMany({
    values: { seconds: waitSeconds, minutes: waitSeconds > 90 ? Math.ceil(waitSeconds / 60) : 0 },
    headers: { 'Retry-After': String(waitSeconds), ...limitHeaders(state) },
  })
}
