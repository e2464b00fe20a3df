import type { Placed } from '../../platform/declare/operation.ts'
import type { Actor } from '../../platform/policy/actor.ts'

/** Keys are those of the whole installation, so it takes the right at a root. */
export function rootOf({ tenantId }: Actor): Placed | null {
  return tenantId ? { unitPath: tenantId.replaceAll('-', '') } : null
}
