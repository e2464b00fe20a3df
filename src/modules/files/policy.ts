import type { Permissions } from '../../platform/policy/permissions.ts'

/** Files have no rights of their own: the room that a file belongs to decides who may see it. */
export const permissions = {} as const satisfies Permissions
