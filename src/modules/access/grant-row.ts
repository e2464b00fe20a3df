import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { RoleBook } from '../../platform/policy/permissions.ts'
import { visibleGrants } from './policy.ts'
import { lastAdministrator, mayHandOut } from './role.ts'

export interface GrantRow {
  id: string
  tenantId: string
  personId: string
  unitId: string
  unitPath: string
  /** The key of a built-in one, or the id of one that staff made. */
  role: string
  /** What stands in it, where staff made it. */
  rolePermissions: string[] | null
  startsAt: Date
  endsAt: Date | null
  /** A position carries it: it ends with the term. */
  isCarried: boolean
}

export const grantColumns: Sql = sql`g.id, g.tenant_id AS "tenantId", g.person_id AS "personId", g.unit_id AS "unitId",
  p.path::text AS "unitPath", g.role, g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.carried AS "isCarried",
  (SELECT r.permissions FROM roles r WHERE r.tenant_id = g.tenant_id AND r.id = g.role_id) AS "rolePermissions"`

export async function findGrant(
  run: RunSql,
  grantId: string,
  actor: Actor,
  now: Date,
): Promise<GrantRow | null> {
  const [grant] = await run<GrantRow>(sql`
    SELECT ${grantColumns} FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
    WHERE g.id = ${grantId}::uuid AND (g.ends_at IS NULL OR g.ends_at > ${now}) AND ${visibleGrants(actor, now)}`)
  return grant ?? null
}

/**
 * Locks a grant, and with that of an administrator those of all, in one order: two who remove each other can then
 * neither both succeed nor wait for each other. Answers the grant as it is after the wait, or null where it is over.
 */
export async function lockGrant(
  run: RunSql,
  { id, tenantId, role }: GrantRow,
  now: Date,
): Promise<Pick<GrantRow, 'startsAt' | 'endsAt'> | null> {
  const inForce = await run<Pick<GrantRow, 'id' | 'startsAt' | 'endsAt'>>(sql`
    SELECT id, starts_at AS "startsAt", ends_at AS "endsAt" FROM grants
    WHERE tenant_id = ${tenantId}::uuid AND (id = ${id}::uuid OR (role = 'administrator' AND ${role} = 'administrator'))
      AND (ends_at IS NULL OR ends_at > ${now})
    ORDER BY id FOR UPDATE`)
  return inForce.find((each) => each.id === id) ?? null
}

/**
 * An association keeps somebody who runs it, though this person ceases to from a time on: of two who would cease at once
 * the second one waits and stays. An administrator for a while does not make up for one without an end.
 */
export async function requireOtherAdministrator(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
  from: Date,
): Promise<void> {
  const administrators = await run<{ personId: string; endsAt: Date | null }>(sql`
    SELECT person_id AS "personId", ends_at AS "endsAt" FROM grants
    WHERE tenant_id = ${tenantId}::uuid AND role = 'administrator' AND starts_at <= ${from} AND (ends_at IS NULL OR ends_at > ${from})
    ORDER BY id FOR UPDATE`)
  for (const { endsAt } of administrators.filter((each) => each.personId === personId))
    if (!(await hasOtherAdministrator(run, { tenantId, personId }, from, endsAt))) throw lastAdministrator()
}

/** Whether somebody runs the association now, and for good. The grants of all who do are locked with the question. */
export async function isForeverAdministrator(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
  now: Date,
): Promise<boolean> {
  const administrators = await run<{ personId: string }>(sql`
    SELECT person_id AS "personId" FROM grants
    WHERE tenant_id = ${tenantId}::uuid AND role = 'administrator' AND starts_at <= ${now} AND ends_at IS NULL
    ORDER BY id FOR UPDATE`)
  return administrators.some((each) => each.personId === personId)
}

/** Somebody else than this person runs the association. */
export async function requireAdministratorBeside(
  run: RunSql,
  person: { tenantId: string; personId: string },
  now: Date,
): Promise<void> {
  if (!(await hasOtherAdministrator(run, person, now, null))) throw lastAdministrator()
}

/**
 * Whether a person was given rights, now or for later, that an actor does not hold at the same places. What every member
 * may do does not count. It asks for what was given, whether or not the person's membership rests.
 */
export async function hasMoreRights(
  run: RunSql,
  roles: RoleBook,
  actor: Actor,
  { tenantId, personId }: { tenantId: string; personId: string },
  now: Date,
): Promise<boolean> {
  const given = await run<{ role: string; path: string; made: string[] | null }>(sql`
    SELECT DISTINCT g.role, g.path::text AS path, g.role_permissions AS made FROM grant_standings g
    WHERE g.tenant_id = ${tenantId}::uuid AND g.person_id = ${personId}::uuid AND g.role_exists AND (g.ends_at IS NULL OR g.ends_at > ${now})`)
  const ofMembers = roles.permissionsOf('member')
  return given.some(
    ({ role, path, made }) =>
      !mayHandOut(
        actor,
        new Set([...roles.permissionsOf(role, made)].filter((name) => !ofMembers.has(name))),
        path,
        now,
      ),
  )
}

/**
 * Whether somebody else than this person, or than who holds this grant alone, runs the association from a time on, for
 * as long as was promised until now. Who has no account or a suspended one, is about to leave or does not stand well the
 * whole time does not. Ask it with the grants locked, as a statement of its own: one that waited for the lock would not
 * see what was written meanwhile.
 */
export async function hasOtherAdministrator(
  run: RunSql,
  but: { tenantId: string; grantId: string } | { tenantId: string; personId: string },
  from: Date,
  until: Date | null,
): Promise<boolean> {
  const other =
    'grantId' in but ? sql`g.id <> ${but.grantId}::uuid` : sql`g.person_id <> ${but.personId}::uuid`
  const found = await run(sql`
    SELECT 1 FROM grants g JOIN people p ON p.tenant_id = g.tenant_id AND p.person_id = g.person_id
    JOIN account_states a ON a.account_id = p.account_id AND a.status = 'active'
    WHERE g.tenant_id = ${but.tenantId}::uuid AND g.role = 'administrator' AND ${other} AND g.starts_at <= ${from}
      AND (g.ends_at IS NULL OR g.ends_at >= ${until})
      AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.tenant_id = g.tenant_id AND d.person_id = g.person_id)
      AND NOT EXISTS (SELECT 1 FROM person_standings s WHERE s.tenant_id = g.tenant_id AND s.person_id = g.person_id
        AND s.standing <> 'active' AND (s.ends_at IS NULL OR s.ends_at > ${from}))
    LIMIT 1`)
  return found.length > 0
}

/** A unit as the place of a grant, as far as the actor may see grants there. */
export async function findPlace(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<GrantPlace | null> {
  const [place] = await run<GrantPlace>(sql`
    SELECT g.unit_id AS "unitId", g.tenant_id AS "tenantId", g.path::text AS "unitPath", g.name AS "unitName",
      nlevel(g.path) = 1 AS "isRoot"
    FROM unit_places g JOIN unit_places p ON p.unit_id = g.unit_id
    WHERE g.unit_id = ${unitId}::uuid AND ${visibleGrants(actor, now)}`)
  return place ?? null
}

export interface GrantPlace {
  unitId: string
  tenantId: string
  unitPath: string
  unitName: string
  isRoot: boolean
}
