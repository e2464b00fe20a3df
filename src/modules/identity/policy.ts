import type { Permissions } from '../../platform/policy/permissions.ts'

/** So far people act on themselves only; those who look after others come with the member directory. */
export const permissions = {} as const satisfies Permissions
