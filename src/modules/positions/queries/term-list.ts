import { type Sql, sql } from '../../../platform/db/sql.ts'
import { textInSql } from '../../../platform/db/translated.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import type { OfferedOption } from '../../../platform/lists/filters.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import { placesToAppoint, visiblePlaces, visibleTerms } from '../policy.ts'
import { ways } from '../position.ts'
import { positionsOf } from '../position-row.ts'
import { list } from '../room.ts'
import { termStates, termTones } from '../term.ts'

const mostOffered = 300

type Offering = Pick<QueryContext<never>, 'db' | 'actor' | 'now' | 'locale'>

/** Narrowed to a unit and what is below it; `places` says which are offered. */
const within = (places: (actor: Actor, now: Date) => Sql) =>
  ({
    type: 'one',
    label: 'positions.list.within',
    matches: (unitId: string) =>
      sql`p.path <@ (SELECT w.path FROM unit_places w WHERE w.unit_id = ${unitId}::uuid)`,
    async offer({ db, actor, now }: Offering, chosen: string | null): Promise<OfferedOption[]> {
      const rows = await db.sql<{ id: string; name: string; depth: number }>(sql`
        SELECT p.unit_id AS id, p.name, nlevel(p.path) AS depth FROM unit_places p
        WHERE ${places(actor, now)} ORDER BY p.unit_id IS DISTINCT FROM ${chosen}::uuid, p.path LIMIT ${mostOffered}`)
      const top = Math.min(...rows.map(({ depth }) => depth))
      return rows.map(({ id, name, depth }) => ({ id, name, level: depth - top }))
    },
  }) as const

const position = {
  type: 'one',
  label: 'positions.position',
  matches: (positionId: string) => sql`o.id = ${positionId}::uuid`,
  async offer({ db, actor, locale }: Offering) {
    const all = await positionsOf(db.sql, actor.tenantId, { withArchived: true })
    return all.map(({ id, name }) => ({ id, name: textIn(name, locale()) }))
  },
} as const

export const termList = list({
  name: 'positions.listTerms',
  summary: 'List who holds which position where; who appoints there sees what is to come and what is over',
  permission: 'positions.read',
  exportPermission: 'positions.appoint',
  path: '/positions/terms',
  words: { title: 'positions.list.title', none: 'positions.list.none', noneHelp: 'positions.list.noneHelp' },
  icon: 'people',
  from: (now, locale) => sql`(SELECT e.*, CASE WHEN e.ends_at <= greatest(e.starts_at, ${now}) THEN 'over'
      WHEN e.starts_at > ${now} THEN 'coming' ELSE 'current' END AS state FROM terms e) t
    JOIN (SELECT q.*, ${textInSql(sql`q.name`, locale)} AS words FROM positions q) o ON o.tenant_id = t.tenant_id AND o.id = t.position_id
    JOIN unit_places p ON p.tenant_id = t.tenant_id AND p.unit_id = t.unit_id
    JOIN people h ON h.tenant_id = t.tenant_id AND h.person_id = t.person_id`,
  id: sql`t.id`,
  visible: visibleTerms,
  columns: {
    personId: { type: 'id', sql: sql`t.person_id`, shown: 'never' },
    unitId: { type: 'id', sql: sql`t.unit_id`, shown: 'never' },
    positionId: { type: 'id', sql: sql`t.position_id`, shown: 'never' },
    person: {
      type: 'name',
      label: 'positions.person',
      sql: sql`h.display_name`,
      sortedBy: sql`h.sort_name`,
      sortable: true,
      shown: 'always',
    },
    position: { type: 'name', label: 'positions.position', sql: sql`o.words`, sortable: true },
    level: { type: 'integer', label: 'positions.level', sql: sql`o.level`, sortable: true, shown: 'no' },
    unit: { type: 'name', label: 'positions.unit', sql: sql`p.name`, sortable: true },
    state: {
      type: 'status',
      label: 'positions.state',
      sql: sql`t.state`,
      options: termStates,
      words: 'positions.states',
      tones: termTones,
    },
    startsAt: {
      type: 'instant',
      precision: 'day',
      label: 'positions.from',
      sql: sql`t.starts_at`,
      sortable: true,
    },
    endsAt: {
      type: 'instant',
      precision: 'day',
      label: 'positions.until',
      sql: sql`t.ends_at`,
      sortable: true,
      nullable: true,
    },
    way: {
      type: 'choice',
      label: 'positions.way',
      sql: sql`t.way`,
      options: ways,
      words: 'positions.ways',
      shown: 'no',
    },
  },
  filters: {
    search: { type: 'search', label: 'positions.list.search', in: [sql`h.display_name`, sql`o.words`] },
    state: {
      type: 'choice',
      label: 'positions.state',
      sql: sql`t.state`,
      options: termStates,
      words: 'positions.states',
      counted: true,
    },
    position,
    within: within(visiblePlaces),
  },
  sort: 'unit',
  person: 'personId',
  href: ({ id }) => `/positions/terms/${id}`,
})

/** One row for each position at each open unit that has it, where fewer hold it than there are seats. */
export const vacancyList = list({
  name: 'positions.listVacancies',
  namesNobody: true,
  summary: 'List the positions at units where you appoint that are held by fewer than there are seats for',
  permission: 'positions.appoint',
  path: '/positions/vacant',
  words: {
    title: 'positions.vacant.title',
    none: 'positions.vacant.none',
    noneHelp: 'positions.vacant.noneHelp',
  },
  icon: 'people',
  from: (
    now,
    locale,
  ) => sql`(SELECT q.*, ${textInSql(sql`q.name`, locale)} AS words FROM positions q WHERE q.archived_at IS NULL) o
    JOIN unit_places p ON p.tenant_id = o.tenant_id AND p.status = 'open' AND (cardinality(o.kinds) = 0 OR p.kind = ANY(o.kinds))
    LEFT JOIN (SELECT e.tenant_id, e.position_id, e.unit_id, count(*)::int AS held FROM terms e
      WHERE e.starts_at <= ${now} AND (e.ends_at IS NULL OR e.ends_at > ${now}) GROUP BY 1, 2, 3) k
      ON k.tenant_id = o.tenant_id AND k.position_id = o.id AND k.unit_id = p.unit_id`,
  // Neither alone tells one row from another; together they make a UUID of version 8, which is for ids of one's own making.
  id: sql`overlay(overlay(md5(o.id::text || p.unit_id::text) PLACING '8' FROM 13 FOR 1) PLACING '8' FROM 17 FOR 1)::uuid`,
  visible: (actor, now) => sql`coalesce(k.held, 0) < o.seats AND ${placesToAppoint(actor, now)}`,
  columns: {
    unitId: { type: 'id', sql: sql`p.unit_id`, shown: 'never' },
    positionId: { type: 'id', sql: sql`o.id`, shown: 'never' },
    unit: { type: 'name', label: 'positions.unit', sql: sql`p.name`, sortable: true, shown: 'always' },
    position: { type: 'name', label: 'positions.position', sql: sql`o.words`, sortable: true },
    level: { type: 'integer', label: 'positions.level', sql: sql`o.level`, sortable: true },
    vacant: { type: 'integer', label: 'positions.vacant.seats', sql: sql`o.seats - coalesce(k.held, 0)` },
    seats: { type: 'integer', label: 'positions.seats', sql: sql`o.seats`, shown: 'no' },
    way: { type: 'choice', label: 'positions.way', sql: sql`o.way`, options: ways, words: 'positions.ways' },
  },
  filters: {
    search: { type: 'search', label: 'positions.vacant.search', in: [sql`p.name`, sql`o.words`] },
    position,
    within: within(placesToAppoint),
  },
  sort: 'level',
  href: ({ unitId, positionId }) => `/units/${unitId}/appoint?position=${positionId}`,
})
