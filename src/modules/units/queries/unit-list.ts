import { z } from 'zod'
import { type Sql, sql, trusted } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { type Translated, textIn } from '../../../platform/presentation/translated.ts'
import { ListedUnit, MyUnits } from '../contract.ts'
import { kindNames } from '../kind-row.ts'
import { visibleUnits } from '../policy.ts'
import { list, query } from '../room.ts'
import { unitStatuses } from '../unit.ts'
import { summaryColumns, toReply, type UnitSummary } from '../views.ts'
import { offerUnits } from './offered-units.ts'

/** Looked up for the rows that are shown: filters and their counts need none of it. */
function numberOf(column: 'members' | 'people'): Sql {
  return sql`(SELECT n.${trusted(column)} FROM unit_counts n WHERE n.unit_id = u.id)`
}

export const unitList = list({
  name: 'units.listUnits',
  namesNobody: true,
  summary: 'List the units that you may see',
  permission: 'units.read',
  path: '/units',
  words: { title: 'units.all.title', none: 'units.all.none', noneHelp: 'units.all.noneHelp' },
  icon: 'units',
  from: sql`units u`,
  id: sql`u.id`,
  visible: visibleUnits,
  item: ListedUnit,
  columns: {
    parentId: { type: 'id', sql: sql`u.parent_id`, nullable: true, shown: 'never' },
    kind: { type: 'text', sql: sql`u.kind`, label: 'units.kind', sortable: true },
    code: { type: 'code', sql: sql`u.code`, label: 'units.code', nullable: true, sortable: true },
    name: { type: 'name', sql: sql`u.name`, label: 'units.name', sortable: true, shown: 'always' },
    status: {
      type: 'status',
      sql: sql`u.status`,
      label: 'units.state',
      options: unitStatuses,
      words: 'units.statuses',
      tones: { open: 'success' },
    },
    mergedIntoId: { type: 'id', sql: sql`u.merged_into_id`, nullable: true, shown: 'never' },
    version: { type: 'integer', sql: sql`u.version`, shown: 'never' },
    members: { type: 'integer', sql: numberOf('members'), label: 'units.members', sortable: true },
    people: { type: 'integer', sql: numberOf('people'), label: 'units.people', sortable: true, shown: 'no' },
  },
  filters: {
    search: { type: 'search', label: 'units.all.search', in: [sql`u.name`, sql`u.code`] },
    kind: { type: 'choice', sql: sql`u.kind`, label: 'units.kind', options: [], counted: true },
    status: {
      type: 'choice',
      sql: sql`u.status`,
      label: 'units.state',
      options: unitStatuses,
      words: 'units.statuses',
      counted: true,
    },
    within: {
      type: 'one',
      label: 'units.within',
      matches: (unitId) => sql`u.path <@ (SELECT p.path FROM units p WHERE p.id = ${unitId}::uuid)`,
      offer: offerUnits,
    },
  },
  sort: 'name',
  named: async ({ db, actor, locale }) => ({ kind: await kindNames(db.sql, actor.tenantId, locale()) }),
  href: ({ id }) => `/units/${id}`,
})

export const listMyUnits = query({
  name: 'units.listMyUnits',
  summary: 'List the units that you belong to',
  permission: 'member',
  input: z.strictObject({}),
  output: MyUnits,
  http: { method: 'get', path: '/me/units' },
  async run({ db, actor, locale }) {
    const personId = personBehind(actor)
    const rows = await db.sql<
      UnitSummary & { isPrimary: boolean; joinedAt: Date; ancestors: string[]; kindLabel: Translated }
    >(sql`
      SELECT ${summaryColumns}, m.is_primary AS "isPrimary", m.joined_at AS "joinedAt", kl.label AS "kindLabel",
        ARRAY(SELECT a.name FROM units a WHERE a.path @> u.path AND a.id <> u.id ORDER BY nlevel(a.path)) AS ancestors
      FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      JOIN unit_kinds kl ON kl.tenant_id = u.tenant_id AND kl.key = u.kind
      WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.ended_at IS NULL
      ORDER BY m.is_primary DESC, u.name, u.id`)
    return {
      items: rows.map((row) => ({
        ...toReply(row),
        kindName: textIn(row.kindLabel, locale()),
        isPrimary: row.isPrimary,
        joinedAt: row.joinedAt,
        ancestors: row.ancestors,
      })),
    }
  },
})
