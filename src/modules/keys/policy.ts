import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'keys.rotate': {
    may: 'have everything that is sealed brought under the current key',
    heldBy: ['administrator'],
    closedToVisits: true,
  },
} as const satisfies Permissions
