import type { Permissions } from '../../platform/policy/permissions.ts'

/** What may be found is what may be seen: each room says so in its own policy. */
export const permissions = {} as const satisfies Permissions
