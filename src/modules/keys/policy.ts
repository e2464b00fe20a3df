import type { Placed, Rule } from '../../platform/declare/operation.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { sharedKeys } from './errors.ts'

export const permissions = {
  'keys.rotate': {
    may: 'have everything that is sealed brought under the current key',
    heldBy: ['administrator'],
    closedToVisits: true,
  },
} as const satisfies Permissions

/** The association of whoever asks, and whether the keys are those of others as well. */
export interface KeyHolder extends Placed {
  isShared: boolean
}

/** What concerns the keys of several associations is not for the administrators of one. */
export const onlyForWhoRunsAll: Rule<KeyHolder> = (actor, { isShared }) =>
  isShared && actor.kind !== 'system' ? sharedKeys() : null
