import { wordPatterns } from '../../../platform/db/search-words.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import { textInSql } from '../../../platform/db/translated.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { notFound } from '../../../platform/errors.ts'
import type { OfferedOption } from '../../../platform/lists/filters.ts'
import { authorityFor } from '../../../platform/policy/actor.ts'
import { type Translated, textIn } from '../../../platform/presentation/translated.ts'
import { endGrant } from '../commands/end-grant.ts'
import { FindPeople, GrantDetail, GrantReference, PeopleFound } from '../contract.ts'
import { findPlace } from '../grant-row.ts'
import { visibleGrants, visibleRoles } from '../policy.ts'
import { builtInRoles, grantStates } from '../role.ts'
import { list, query } from '../room.ts'

const mostOffered = 300
const mostFound = 20

/** One that was taken back before it began ends when it would have begun: it is over already. */
const stateAt = (now: Date): Sql => sql`CASE WHEN e.ends_at <= greatest(e.starts_at, ${now}) THEN 'over'
  WHEN e.starts_at > ${now} THEN 'coming' ELSE 'current' END`

export const grantList = list({
  name: 'access.listAllGrants',
  summary: 'List who holds which role where, as far as you may see it: also what is to come and what is over',
  permission: 'access.read',
  path: '/grants',
  words: { title: 'access.grants.title', none: 'access.grants.none', noneHelp: 'access.grants.noneHelp' },
  icon: 'key',
  from: (now, locale) => sql`(SELECT e.*, ${stateAt(now)} AS state FROM grants e) g
    JOIN unit_places p ON p.tenant_id = g.tenant_id AND p.unit_id = g.unit_id
    JOIN people h ON h.tenant_id = g.tenant_id AND h.person_id = g.person_id
    LEFT JOIN (SELECT b.*, ${textInSql(sql`b.name`, locale)} AS words FROM carried_grants b) c
      ON c.tenant_id = g.tenant_id AND c.grant_id = g.id`,
  id: sql`g.id`,
  visible: visibleGrants,
  columns: {
    personId: { type: 'id', sql: sql`g.person_id`, shown: 'never' },
    unitId: { type: 'id', sql: sql`g.unit_id`, shown: 'never' },
    person: {
      type: 'name',
      label: 'access.grants.person',
      sql: sql`h.display_name`,
      sortedBy: sql`h.sort_name`,
      sortable: true,
      shown: 'always',
    },
    role: {
      type: 'choice',
      label: 'access.role',
      sql: sql`g.role`,
      options: builtInRoles,
      open: true,
      words: 'access.roleNames',
    },
    position: {
      type: 'name',
      label: 'access.grants.position',
      sql: sql`c.words`,
      nullable: true,
    },
    unit: { type: 'name', label: 'access.grants.unit', sql: sql`p.name`, sortable: true },
    state: {
      type: 'status',
      label: 'access.grants.state',
      sql: sql`g.state`,
      options: grantStates,
      words: 'access.grants.states',
      tones: { current: 'success', coming: 'info', over: 'neutral' },
    },
    startsAt: {
      type: 'instant',
      precision: 'day',
      label: 'access.grants.from',
      sql: sql`g.starts_at`,
      sortable: true,
    },
    endsAt: {
      type: 'instant',
      precision: 'day',
      label: 'access.grants.until',
      sql: sql`g.ends_at`,
      sortable: true,
      nullable: true,
    },
    reason: { type: 'text', label: 'access.grants.reason', sql: sql`g.reason`, nullable: true, shown: 'no' },
  },
  filters: {
    search: { type: 'search', label: 'access.grants.search', in: [sql`h.display_name`] },
    role: {
      type: 'choice',
      label: 'access.role',
      sql: sql`g.role`,
      options: builtInRoles,
      open: true,
      words: 'access.roleNames',
      counted: true,
    },
    state: {
      type: 'choice',
      label: 'access.grants.state',
      sql: sql`g.state`,
      options: grantStates,
      words: 'access.grants.states',
      counted: true,
    },
    within: {
      type: 'one',
      label: 'access.grants.within',
      matches: (unitId) =>
        sql`p.path <@ (SELECT w.path FROM unit_places w WHERE w.unit_id = ${unitId}::uuid)`,
      offer: offerPlaces,
    },
    person: {
      type: 'one',
      label: 'access.grants.person',
      matches: (personId) => sql`g.person_id = ${personId}::uuid`,
      offer: offerHolders,
    },
  },
  sort: '-startsAt',
  person: 'personId',
  named: async ({ db, actor, now, locale }) => {
    const made = await db.sql<{ id: string; name: Translated }>(sql`
      SELECT r.id, r.name FROM roles r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id
      WHERE ${visibleRoles(actor, now)} ORDER BY r.id LIMIT 500`)
    return { role: Object.fromEntries(made.map(({ id, name }) => [id, textIn(name, locale())])) }
  },
  href: ({ id }) => `/grants/${id}`,
})

type Offering = Pick<QueryContext<never>, 'db' | 'actor' | 'now'>

async function offerPlaces({ db, actor, now }: Offering, chosen: string | null): Promise<OfferedOption[]> {
  const rows = await db.sql<{ id: string; name: string; depth: number }>(sql`
    SELECT g.unit_id AS id, g.name, nlevel(g.path) AS depth FROM unit_places g JOIN unit_places p ON p.unit_id = g.unit_id
    WHERE ${visibleGrants(actor, now)} ORDER BY g.unit_id IS DISTINCT FROM ${chosen}::uuid, g.path LIMIT ${mostOffered}`)
  const top = Math.min(...rows.map(({ depth }) => depth))
  return rows.map(({ id, name, depth }) => ({ id, name, level: depth - top }))
}

/** Whoever holds something but a membership comes first to mind; any other is asked for from their own page. */
async function offerHolders({ db, actor, now }: Offering, chosen: string | null): Promise<OfferedOption[]> {
  return db.sql<OfferedOption>(sql`
    SELECT h.person_id AS id, h.display_name AS name FROM people h
    WHERE h.tenant_id = ${actor.tenantId}::uuid AND EXISTS (
      SELECT FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
      WHERE g.tenant_id = h.tenant_id AND g.person_id = h.person_id AND (g.role <> 'member' OR g.person_id = ${chosen}::uuid)
        AND ${visibleGrants(actor, now)})
    ORDER BY h.person_id IS DISTINCT FROM ${chosen}::uuid, h.sort_name, h.person_id LIMIT ${mostOffered}`)
}

export const readGrant = query({
  name: 'access.readGrant',
  summary: 'Read who holds a role where, from whom, since and until when, and why',
  permission: 'access.read',
  input: GrantReference,
  output: GrantDetail,
  http: { method: 'get', path: '/grants/:grantId' },
  async run({ db, actor, now, able }, { grantId }) {
    const [row] = await db.sql<{
      personId: string
      personName: string
      unitId: string
      unitName: string
      unitPath: string
      role: string
      roleName: Translated | null
      startsAt: Date
      endsAt: Date | null
      grantedBy: string | null
      reason: string | null
      position: GrantDetail['position']
      state: (typeof grantStates)[number]
    }>(sql`
      SELECT g.person_id AS "personId", h.display_name AS "personName", g.unit_id AS "unitId", p.name AS "unitName",
        p.path::text AS "unitPath", g.role, r.name AS "roleName", g.starts_at AS "startsAt", g.ends_at AS "endsAt",
        b.display_name AS "grantedBy", g.reason, g.state,
        CASE WHEN c.term_id IS NOT NULL THEN json_build_object('termId', c.term_id, 'name', c.name) END AS position
      FROM (SELECT e.*, ${stateAt(now)} AS state FROM grants e) g
      JOIN unit_places p ON p.tenant_id = g.tenant_id AND p.unit_id = g.unit_id
      JOIN people h ON h.tenant_id = g.tenant_id AND h.person_id = g.person_id
      LEFT JOIN roles r ON r.tenant_id = g.tenant_id AND r.id = g.role_id
      LEFT JOIN people b ON b.tenant_id = g.tenant_id AND b.person_id = g.granted_by
      LEFT JOIN carried_grants c ON c.tenant_id = g.tenant_id AND c.grant_id = g.id
      WHERE g.id = ${grantId}::uuid AND ${visibleGrants(actor, now)}`)
    if (!row) throw notFound()
    const { personId, personName, unitId, unitName, unitPath, ...grant } = row
    return {
      id: grantId,
      person: { id: personId, name: personName },
      unit: { id: unitId, name: unitName },
      ...grant,
      abilities: {
        change: grant.state !== 'over' && grant.position === null && able(endGrant, { unitPath } as never),
      },
    }
  },
})

/**
 * People to give a role to, or to ask about. Whoever gives roles at the unit may give them to anybody of the association;
 * others find those who belong there or below.
 */
export const findPeople = query({
  name: 'access.findPeople',
  summary:
    'Find people by parts of their names, to give them a role at a unit or to ask what they may do there',
  permission: 'access.read',
  input: FindPeople,
  output: PeopleFound,
  http: { method: 'get', path: '/units/:unitId/people' },
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now }, { search }, place) {
    const words = wordPatterns(search)
    if (words.length === 0) return { items: [] }
    const gives =
      actor.kind === 'system' || authorityFor(actor, 'access.manage', place.unitPath, now) !== null
    const within = gives
      ? sql`true`
      : sql`EXISTS (SELECT FROM unit_members m JOIN unit_places w ON w.unit_id = m.unit_id
          WHERE m.tenant_id = h.tenant_id AND m.person_id = h.person_id AND m.ended_at IS NULL AND w.path <@ ${place.unitPath}::ltree)`
    return {
      items: await db.sql<{ personId: string; name: string }>(sql`
        SELECT h.person_id AS "personId", h.display_name AS name FROM people h
        WHERE h.tenant_id = ${place.tenantId}::uuid AND h.display_name ILIKE ALL(${words}::text[]) AND ${within}
        ORDER BY h.sort_name, h.person_id LIMIT ${mostFound}`),
    }
  },
})
