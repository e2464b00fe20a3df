import { defineError } from '../../platform/errors.ts'

export const taskStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

export function isOver(state: TaskState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** Only one of its kind at a time, and there is one. */
export const underWay = defineError('tasks.underWay', 409)
export const hasEnded = defineError('tasks.hasEnded', 409)
export const notCancellable = defineError('tasks.notCancellable', 409)
export const hasNotFailed = defineError('tasks.hasNotFailed', 409)

/** What any failure is called that was not declared as an error: its details are in the log. */
export const unexpected = defineError('tasks.unexpected', 500)

/** Its workers died, every one of them. */
export const abandoned = defineError('tasks.abandoned', 500)

/** Longer than the pause between two tries, and than any worker is silent that lives. */
export const silentMinutes = 15

/** How long people find a task and its file after it ended. */
export const keptDays = 30
