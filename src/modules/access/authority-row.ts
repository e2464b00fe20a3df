import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Authority } from '../../platform/policy/actor.ts'
import type { RoleBook } from '../../platform/policy/permissions.ts'

/** A row of the view `authorities` as `authorityObject` reads it. */
export interface AuthorityRow {
  grantId: string
  role: string
  path: string
  from: string
  until: string | null
  /** What stands in the role, where staff made it. */
  made: string[] | null
  needsSecondFactor: boolean
}

/** `g` is the view `authorities`. */
export const authorityObject: Sql = sql`json_build_object('grantId', g.grant_id, 'role', g.role, 'path', g.path::text,
  'from', g.starts_at, 'until', g.ends_at, 'made', g.role_permissions, 'needsSecondFactor', g.needs_second_factor)`

/** What a grant lets its holder do: the one place where rows become rights, for checks and for what explains them. */
export function authoritiesFrom(
  rows: readonly AuthorityRow[] | null,
  hasSecondFactor: boolean,
  roles: RoleBook,
): Authority[] {
  return (rows ?? []).map(({ grantId, role, path, from, until, made, needsSecondFactor }) => ({
    grantId,
    role,
    path,
    permissions: roles.permissionsOf(role, made),
    from: Date.parse(from),
    until: until === null ? null : Date.parse(until),
    waits: needsSecondFactor && !hasSecondFactor,
  }))
}
