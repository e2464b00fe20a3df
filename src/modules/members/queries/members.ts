import { z } from 'zod'
import { empty, join, type Sql, sql } from '../../../platform/db/sql.ts'
import { builtInRoles, madeRoleNames } from '../../access/index.ts'
import { personFieldParts } from '../../fields/index.ts'
import { classNames, standings, standingTones } from '../../membership/index.ts'
import { contactColumns, nameColumns } from '../../people/index.ts'
import { kindNames, unitStatuses } from '../../units/index.ts'
import { Places } from '../contract.ts'
import { visibleMembers } from '../policy.ts'
import { list, query } from '../room.ts'
import { offerPlaces } from './places.ts'

/** Who was never decided about is a member since they came. */
const standing = sql`coalesce(s.standing, 'active')`

/** Whose names hold all of it, and whose number holds some of it and their names the rest. */
function foundBy(patterns: readonly string[], tenantId: string): Sql[] {
  // An index of three letters at a time has nothing for fewer, and would be read from one end to the other.
  const way = patterns.some((pattern) => /[\p{L}\p{N}]{3}/u.test(pattern)) ? empty : sql` || ''`
  const named = patterns.map(
    (pattern) => sql`(q.display_name || ' ' || coalesce(q.native_name, ''))${way} ILIKE ${pattern}`,
  )
  const numbered = patterns.map((pattern) => sql`n.number${way} ILIKE ${pattern}`)
  const either = patterns.map(
    (_pattern, index) => sql`(${named[index] ?? empty} OR ${numbered[index] ?? empty})`,
  )
  return [
    sql`SELECT q.person_id AS id FROM people q WHERE q.tenant_id = ${tenantId}::uuid AND ${join(named, ' AND ')}`,
    sql`SELECT q.person_id AS id FROM person_numbers n JOIN people q ON q.tenant_id = n.tenant_id AND q.person_id = n.person_id
      WHERE n.tenant_id = ${tenantId}::uuid AND (${join(numbered, ' OR ')}) AND ${join(either, ' AND ')}`,
  ]
}

/** The same of each person who is looked at. `p` is people. */
function isFound(patterns: readonly string[], tenantId: string): Sql {
  return join(
    patterns.map(
      (pattern) =>
        sql`(p.display_name ILIKE ${pattern} OR p.native_name ILIKE ${pattern} OR p.person_id IN (
          SELECT k.person_id FROM person_numbers k WHERE k.tenant_id = ${tenantId}::uuid AND k.number ILIKE ${pattern}))`,
    ),
    ' AND ',
  )
}

/** A row is a membership: who belongs to two units stands here twice, once for each. */
export const memberList = list({
  name: 'members.listMembers',
  summary: 'List the members of the units that you look after',
  permission: 'members.read',
  exportPermission: 'members.export',
  path: '/members',
  words: { title: 'members.title', none: 'members.none', noneHelp: 'members.noneHelp' },
  icon: 'people',
  from: (now) => sql`unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
    JOIN people p ON p.tenant_id = m.tenant_id AND p.person_id = m.person_id
    CROSS JOIN (VALUES (${now}::timestamptz)) AS clock(now)
    LEFT JOIN person_standings s ON s.tenant_id = m.tenant_id AND s.person_id = m.person_id AND s.starts_at <= clock.now
      AND (s.ends_at IS NULL OR s.ends_at > clock.now)
    LEFT JOIN person_classes g ON g.tenant_id = m.tenant_id AND g.person_id = m.person_id AND g.facet = 'grade'
    LEFT JOIN person_classes t ON t.tenant_id = m.tenant_id AND t.person_id = m.person_id AND t.facet = 'type'
    LEFT JOIN person_numbers n ON n.tenant_id = m.tenant_id AND n.person_id = m.person_id`,
  id: sql`m.membership_id`,
  visible: visibleMembers,
  columns: {
    personId: { type: 'id', label: 'members.personId', sql: sql`m.person_id`, shown: 'no' },
    unitId: { type: 'id', sql: sql`m.unit_id`, shown: 'never' },
    name: {
      type: 'name',
      label: 'members.name',
      sql: sql`p.display_name`,
      sortedBy: sql`p.sort_name`,
      sortable: true,
      shown: 'always',
    },
    unit: { type: 'name', label: 'members.unit', sql: sql`u.name`, sortable: true },
    number: { type: 'text', label: 'membership.number', sql: sql`n.number`, nullable: true, shown: 'no' },
    standing: {
      type: 'status',
      label: 'membership.standing',
      sql: standing,
      options: standings,
      words: 'membership.standings',
      tones: standingTones,
    },
    grade: { type: 'text', label: 'membership.grade', sql: sql`g.key`, nullable: true, shown: 'no' },
    type: { type: 'text', label: 'membership.type', sql: sql`t.key`, nullable: true, shown: 'no' },
    kind: { type: 'text', label: 'units.kind', sql: sql`u.kind`, shown: 'no' },
    joinedAt: {
      type: 'instant',
      precision: 'day',
      label: 'members.joined',
      sql: sql`m.joined_at`,
      sortable: true,
    },
    isPrimary: { type: 'boolean', label: 'members.primary', sql: sql`m.is_primary`, shown: 'no' },
    hasAccount: {
      type: 'boolean',
      label: 'members.account',
      sql: sql`(p.account_id IS NOT NULL)`,
      shown: 'no',
    },
  },
  filters: {
    search: {
      type: 'search',
      label: 'members.search',
      in: [sql`p.display_name`, sql`p.native_name`, sql`n.number`],
      finding: { key: sql`m.person_id`, parts: foundBy, many: isFound },
    },
    kind: { type: 'choice', label: 'units.kind', sql: sql`u.kind`, options: [], counted: true },
    status: {
      type: 'choice',
      label: 'members.unitState',
      sql: sql`u.status`,
      options: unitStatuses,
      words: 'units.statuses',
      counted: true,
    },
    standing: {
      type: 'choice',
      label: 'membership.standing',
      sql: standing,
      options: standings,
      words: 'membership.standings',
      counted: true,
    },
    grade: { type: 'choice', label: 'membership.grade', sql: sql`g.key`, options: [] },
    type: { type: 'choice', label: 'membership.type', sql: sql`t.key`, options: [] },
    role: {
      type: 'choice',
      label: 'members.role',
      many: true,
      sql: sql`ARRAY(SELECT DISTINCT a.role FROM authorities a WHERE a.tenant_id = m.tenant_id AND a.person_id = m.person_id
        AND a.starts_at <= clock.now AND (a.ends_at IS NULL OR a.ends_at > clock.now))`,
      options: builtInRoles,
      open: true,
      words: 'members.roles',
      counted: true,
    },
    joined: { type: 'dates', label: 'members.joined', sql: sql`m.joined_at`, of: 'instant' },
    within: {
      type: 'one',
      label: 'members.within',
      matches: (unitId) =>
        sql`u.path <@ (SELECT w.path FROM unit_places w WHERE w.unit_id = ${unitId}::uuid)`,
      offer: offerPlaces,
    },
  },
  sort: 'name',
  person: 'personId',
  async more({ db, actor, now, locale }) {
    const of = { tenantId: sql`m.tenant_id`, personId: sql`m.person_id` }
    const fields = await personFieldParts(db.sql, actor.tenantId, locale(), of.personId)
    return {
      ...fields,
      columns: { ...nameColumns(of), ...contactColumns(actor, now, of), ...fields.columns },
    }
  },
  named: async ({ db, actor, locale }) => {
    const [kind, classes, role] = await Promise.all([
      kindNames(db.sql, actor.tenantId, locale()),
      classNames(db.sql, actor.tenantId, locale()),
      madeRoleNames(db.sql, actor.tenantId, locale()),
    ])
    return { kind, ...classes, role }
  },
  href: ({ personId }) => `/people/${personId}`,
})

/** The units that the form to add members to one offers. */
export const listPlaces = query({
  name: 'members.listPlaces',
  summary: 'List the units whose members you may see',
  permission: 'members.read',
  input: z.strictObject({}),
  output: Places,
  run: async (context) => ({ items: await offerPlaces(context) }),
})
