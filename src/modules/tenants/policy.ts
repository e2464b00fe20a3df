import type { Placed } from '../../platform/declare/operation.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'tenants.read': {
    may: 'see whether the association is open, and why not',
    heldBy: ['administrator'],
  },
  'tenants.export': {
    may: 'take everything that the association keeps out as a file',
    heldBy: ['administrator'],
    implies: ['tenants.read'],
    closedToVisits: true,
  },
  'tenants.close': {
    may: 'close the association for good, and take that back',
    heldBy: ['administrator'],
    implies: ['tenants.read'],
    closedToVisits: true,
  },
} as const satisfies Permissions

/** What is about the association as a whole takes the right at its root. */
export function rootOf({ tenantId }: Actor): (Placed & { tenantId: string }) | null {
  return tenantId ? { tenantId, unitPath: tenantId.replaceAll('-', '') } : null
}
