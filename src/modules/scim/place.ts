import type { RequestFacts } from '../../platform/declare/operation.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { pathLabel } from '../units/index.ts'
import { scim } from './surface.ts'

/** The association that an actor acts in, as what permissions are checked at: a provider keeps the whole of it in step. */
export interface Association {
  tenantId: string
  unitPath: string
}

/** The root of a tree is its tenant. */
export function associationOf({ tenantId }: Actor): Association | null {
  return tenantId === null ? null : { tenantId, unitPath: pathLabel(tenantId) }
}

/** What all addresses of resources begin with, as whoever asks sees them. */
export function baseOf({ origin }: RequestFacts, services: Services): string {
  return origin ? origin + scim.prefix : services.link(scim.prefix)
}
