import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { isId } from '../../platform/ids.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type Translated, textIn } from '../../platform/presentation/translated.ts'
import type { RoleReply } from './contract.ts'
import { visibleRoles } from './policy.ts'
import type { MadeRole } from './role.ts'

const roleColumns: Sql = sql`r.id, r.tenant_id AS "tenantId", r.unit_id AS "unitId", p.path::text AS "unitPath", p.name AS "unitName",
  r.name, r.description, r.permissions, r.needs_second_factor AS "needsSecondFactor", r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt", r.retired_at AS "retiredAt"`

const roleTables: Sql = sql`roles r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id`

/** A role that staff made, as far as the actor may see it. Locked, it is changed, retired and given one after the other. */
export async function findRole(
  run: RunSql,
  roleId: string,
  actor: Actor,
  now: Date,
  { locked = false } = {},
): Promise<MadeRole | null> {
  const [role] = await run<MadeRole>(sql`
    SELECT ${roleColumns} FROM ${roleTables} WHERE r.id = ${roleId}::uuid AND ${visibleRoles(actor, now)}
    ${locked ? sql`FOR NO KEY UPDATE OF r` : empty}`)
  return role ?? null
}

/** A role that staff made, held as it is until the commit; null where it is a built-in one, or none. */
export async function holdRole(run: RunSql, tenantId: string, role: string): Promise<MadeRole | null> {
  if (!isId(role)) return null
  const [made] = await run<MadeRole>(sql`
    SELECT ${roleColumns} FROM ${roleTables} WHERE r.tenant_id = ${tenantId}::uuid AND r.id = ${role}::uuid FOR SHARE OF r`)
  return made ?? null
}

/** Whether an association asks for a second factor of those who hold a built-in role. */
export async function builtInNeedsFactor(
  run: RunSql,
  tenantId: string | null,
  role: string,
): Promise<boolean> {
  const [rule] = await run<{ needsSecondFactor: boolean }>(sql`
    SELECT needs_second_factor AS "needsSecondFactor" FROM built_in_role_rules
    WHERE tenant_id = ${tenantId}::uuid AND role = ${role}`)
  return rule?.needsSecondFactor ?? false
}

/** The roles of staff's making that exist at a unit and are still given. */
export function rolesAt(run: RunSql, { tenantId, unitPath }: { tenantId: string; unitPath: string }) {
  return run<MadeRole>(sql`
    SELECT ${roleColumns} FROM ${roleTables}
    WHERE r.tenant_id = ${tenantId}::uuid AND p.path @> ${unitPath}::ltree AND r.retired_at IS NULL
    ORDER BY nlevel(p.path), r.id LIMIT 500`)
}

/** All roles of staff's making in an association, wherever they exist: for what carries one. */
export function rolesOf(
  run: RunSql,
  tenantId: string | null,
  { withRetired = false } = {},
): Promise<MadeRole[]> {
  return run<MadeRole>(sql`
    SELECT ${roleColumns} FROM ${roleTables}
    WHERE r.tenant_id = ${tenantId}::uuid ${withRetired ? empty : sql`AND r.retired_at IS NULL`}
    ORDER BY nlevel(p.path), r.id LIMIT 500`)
}

export interface Holders {
  count: number
  /** Until when the last of them holds it: null where one does without an end, none where nobody does. */
  until: Date | null | undefined
}

/** Who holds a role, now or later on. */
export async function holdersOf(run: RunSql, { id, tenantId }: MadeRole, now: Date): Promise<Holders> {
  const [found] = await run<{ count: number; isOpen: boolean | null; until: Date | null }>(sql`
    SELECT count(DISTINCT person_id)::int AS count, bool_or(ends_at IS NULL) AS "isOpen", max(ends_at) AS until FROM grants
    WHERE tenant_id = ${tenantId}::uuid AND role_id = ${id}::uuid AND (ends_at IS NULL OR ends_at > greatest(starts_at, ${now}))`)
  if (!found || found.count === 0) return { count: 0, until: undefined }
  return { count: found.count, until: found.isOpen ? null : found.until }
}

export function toRoleReply({ id, unitId, unitName, name, description, ...role }: MadeRole): RoleReply {
  const { permissions, version, retiredAt } = role
  return {
    id,
    unitId,
    unitName,
    name,
    description,
    permissions,
    version,
    retiredAt,
  }
}

/** What the roles are called that staff of an association made, retired ones as well: for lists that are asked by them. */
export async function madeRoleNames(
  run: RunSql,
  tenantId: string | null,
  locale: string,
): Promise<Record<string, string>> {
  const made = await run<{ role: string; name: Translated }>(sql`
    SELECT r.role, r.name FROM role_terms r WHERE r.tenant_id = ${tenantId}::uuid AND r.name IS NOT NULL ORDER BY r.role LIMIT 500`)
  return Object.fromEntries(made.map(({ role, name }) => [role, textIn(name, locale)]))
}
