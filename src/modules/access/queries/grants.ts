import { sql } from '../../../platform/db/sql.ts'
import {
  AnyRoleReference,
  GrantList,
  Holders,
  ListGrants,
  ListHolders,
  ListNearestHolders,
} from '../contract.ts'
import { findPlace, type GrantRow, grantColumns } from '../grant-row.ts'
import { query } from '../room.ts'

export const listGrants = query({
  name: 'access.listGrants',
  summary: 'List who holds a role at a unit',
  permission: 'access.read',
  input: ListGrants,
  output: GrantList,
  http: { method: 'get', path: '/units/:unitId/grants' },
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, now }, _input, place) {
    const rows = await db.sql<GrantRow>(sql`
      SELECT ${grantColumns} FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
      WHERE g.tenant_id = ${place.tenantId}::uuid AND g.unit_id = ${place.unitId}::uuid AND (g.ends_at IS NULL OR g.ends_at > ${now})
      ORDER BY g.id LIMIT 1000`)
    return {
      items: rows.map(({ id, personId, unitId, role, startsAt, endsAt }) => ({
        id,
        personId,
        unitId,
        role,
        startsAt,
        endsAt,
      })),
    }
  },
})

/** Everybody who holds one of some roles at a unit or above it: whom to write to about that unit. */
export const listHolders = query({
  name: 'access.listHolders',
  summary: 'List the people who hold a role at a unit or above it',
  permission: 'system',
  input: ListHolders,
  output: Holders,
  async run({ db, now }, { unitId, roles }) {
    return {
      items: await db.sql<{ personId: string }>(sql`
        SELECT DISTINCT a.person_id AS "personId" FROM authorities a
        JOIN unit_places p ON p.unit_id = ${unitId}::uuid AND a.tenant_id = p.tenant_id AND p.path <@ a.path
        WHERE a.role = ANY(${roles}) AND a.starts_at <= ${now} AND (a.ends_at IS NULL OR a.ends_at > ${now})
        ORDER BY 1`),
    }
  },
})

/** Whom to tell that what a role lets them do waits for a second step. */
export const listHoldersWithoutFactor = query({
  name: 'access.listHoldersWithoutFactor',
  summary: 'List the people who hold a role and have no second step',
  permission: 'system',
  input: AnyRoleReference,
  output: Holders,
  run: async ({ db, actor, now }, { role }) => ({
    items: await db.sql<{ personId: string }>(sql`
      SELECT DISTINCT g.person_id AS "personId" FROM grant_standings g
      JOIN people p ON p.tenant_id = g.tenant_id AND p.person_id = g.person_id
      JOIN account_states s ON s.account_id = p.account_id AND NOT s.has_second_factor
      WHERE g.tenant_id = ${actor.tenantId}::uuid AND g.role = ${role} AND g.needs_second_factor
        AND (g.ends_at IS NULL OR g.ends_at > ${now}) ORDER BY 1`),
  }),
})

/** Whom to write to where somebody has to decide: those who are closest to it, not everybody up to the root. */
export const listNearestHolders = query({
  name: 'access.listNearestHolders',
  summary:
    'List the people who may do something at a unit, by roles given at the nearest unit where anybody may',
  permission: 'system',
  input: ListNearestHolders,
  output: Holders,
  async run({ db, now, roles }, { unitId, permission, except, without }) {
    const rows = await db.sql<{
      personId: string
      role: string
      made: string[] | null
      depth: number
    }>(sql`
      SELECT DISTINCT a.person_id AS "personId", a.role, a.role_permissions AS made, nlevel(a.path) AS depth FROM authorities a
      JOIN unit_places p ON p.unit_id = ${unitId}::uuid AND a.tenant_id = p.tenant_id AND a.path @> p.path
      WHERE a.role <> 'member' AND a.person_id IS DISTINCT FROM ${except}::uuid
        AND a.person_id <> ALL(${without}::uuid[])
        AND a.starts_at <= ${now} AND (a.ends_at IS NULL OR a.ends_at > ${now})
      ORDER BY a.person_id`)
    const able = rows.filter(({ role, made }) => roles.permissionsOf(role, made).has(permission))
    const nearest = Math.max(...able.map(({ depth }) => depth))
    const personIds = new Set(able.filter(({ depth }) => depth === nearest).map(({ personId }) => personId))
    return { items: [...personIds].map((personId) => ({ personId })) }
  },
})
