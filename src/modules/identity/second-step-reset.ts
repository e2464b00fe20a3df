import type { AppError } from '../../platform/errors.ts'
import type { Tone } from '../../platform/presentation/list.ts'
import { resetNotDue, resetOver } from './errors.ts'

export const openStatuses = ['asked', 'waiting'] as const
export const resetStatuses = [...openStatuses, 'stopped', 'withdrawn', 'completed', 'expired'] as const
export type ResetStatus = (typeof resetStatuses)[number]

/** What people see: of one that waits, whether the wait is over. */
export const resetStates = [...resetStatuses, 'ready'] as const
export type ResetState = (typeof resetStates)[number]

export const resetTones: Readonly<Record<ResetState, Tone>> = {
  asked: 'warning',
  waiting: 'progress',
  ready: 'info',
  stopped: 'danger',
  withdrawn: 'neutral',
  completed: 'success',
  expired: 'neutral',
}

/** How long an association may wait, in hours. Less than half a day passes while people sleep. */
export const waitHours = { least: 12, most: 336, usual: 24 } as const

/** So long staff may take up what somebody asked for. */
export const askedDays = 14
/** So long a reset may be completed after its wait. */
export const readyDays = 7
/** So long the owner may take a completed one back. */
export const takeBackDays = 7
/** So long it is kept on record beside the audit. */
export const keptDays = 180

export interface Reset {
  id: string
  tenantId: string
  personId: string
  accountId: string
  status: ResetStatus
  dueAt: Date | null
  expiresAt: Date
  endedAt: Date | null
  sealedSecret: Buffer | null
}

export function isOpen({ status, expiresAt }: Pick<Reset, 'status' | 'expiresAt'>, now: Date): boolean {
  return (status === 'asked' || status === 'waiting') && expiresAt > now
}

/** Waiting, and not for any longer. */
export function isReady(reset: Pick<Reset, 'status' | 'expiresAt' | 'dueAt'>, now: Date): boolean {
  return isOpen(reset, now) && reset.status === 'waiting' && reset.dueAt !== null && reset.dueAt <= now
}

/** Whether the owner may still have the second step back that was reset. */
export function mayBeTakenBack(
  { status, endedAt, sealedSecret }: Pick<Reset, 'status' | 'endedAt' | 'sealedSecret'>,
  now: Date,
): boolean {
  if (status !== 'completed' || sealedSecret === null || endedAt === null) return false
  return now.getTime() < endedAt.getTime() + takeBackDays * 86_400_000
}

export function objectionToCompleting(reset: Reset | undefined, now: Date): AppError | null {
  if (reset?.status !== 'waiting' || !isOpen(reset, now)) return resetOver()
  return isReady(reset, now) ? null : resetNotDue()
}

export function stateOf(reset: Pick<Reset, 'status' | 'expiresAt' | 'dueAt'>, now: Date): ResetState {
  if (isReady(reset, now)) return 'ready'
  const isUnderWay = reset.status === 'asked' || reset.status === 'waiting'
  return isUnderWay && !isOpen(reset, now) ? 'expired' : reset.status
}
