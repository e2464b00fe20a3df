import type { Permissions } from '../../platform/policy/permissions.ts'

/** Keys are those of the installation: whoever runs it rotates them, and no role of an association carries it. */
export const permissions = {} as const satisfies Permissions
