import type { RunSql } from '../../platform/db/database.ts'
import { empty, once, type Sql, sql } from '../../platform/db/sql.ts'
import { isId } from '../../platform/ids.ts'
import { pathLabel } from '../units/index.ts'
import { conditionOf, folding, type Table } from './condition-row.ts'
import type { ListResources } from './contract.ts'
import { invalidFilter, invalidValue } from './errors.ts'
import { parseFilter } from './filter.ts'
import type { Association } from './place.ts'
import type { Selection } from './resource.ts'
import { type Attribute, groupKind, groupSchema, isWhole, type Place, placeOf } from './schema.ts'
import { inOrder } from './user-column-row.ts'
import type { Found } from './user-row.ts'
import type { GroupRow } from './views.ts'

/** How a member is shown; `u` is scim_users. */
const shownAs: Sql = sql`coalesce(u.attributes #>> '{said,displayName}', u.user_name)`

const groupColumns = (
  withMembers: boolean,
): Sql => sql`g.id, g.display_name AS "displayName", g.external_id AS "externalId", g.version,
  g.created_at AS "createdAt", g.updated_at AS "updatedAt", ${
    withMembers
      ? sql`(SELECT json_agg(json_build_object('value', m.user_id, 'display', ${shownAs}) ORDER BY m.user_id) FROM scim_group_members m
          JOIN scim_users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id WHERE m.tenant_id = g.tenant_id AND m.group_id = g.id)`
      : sql`NULL::json`
  } AS members`

/** Thousands of members are loaded only for who wants to see them. */
function wantsMembers({ attributes, excludedAttributes }: Selection): boolean {
  const isNamed = (names: string | undefined) => names !== undefined && /(^|[,:\s])members\b/i.test(names)
  return attributes ? isNamed(attributes) : !/(^|[,:\s])members(\s*,|\s*$)/i.test(excludedAttributes ?? '')
}

export interface PlacedGroup extends GroupRow, Association {}

/** Locked, changes of one group follow one another. */
export async function findGroup(
  run: RunSql,
  { tenantId }: { tenantId: string | null },
  id: string,
  { selection = {}, locked = false }: { selection?: Selection; locked?: boolean } = {},
): Promise<PlacedGroup | null> {
  if (!isId(id) || tenantId === null) return null
  // A statement of its own: one that waits for the lock does not see who came into the group meanwhile.
  if (locked)
    await run(
      sql`SELECT 1 FROM scim_groups WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`,
    )
  const [group] = await run<GroupRow>(sql`
    SELECT ${groupColumns(wantsMembers(selection))} FROM scim_groups g WHERE g.tenant_id = ${tenantId}::uuid AND g.id = ${id}::uuid`)
  return group ? { ...group, tenantId, unitPath: pathLabel(tenantId) } : null
}

export async function listGroups(
  run: RunSql,
  { tenantId }: Association,
  input: ListResources,
  base: string,
): Promise<Found<GroupRow>> {
  const { filter, sortBy, sortOrder, startIndex, count } = input
  const fits =
    filter === undefined ? sql`true` : conditionOf(parseFilter(groupKind, filter), groupTable(base))
  const found = await run<GroupRow & { total: number }>(
    once(sql`
    WITH fitting AS NOT MATERIALIZED (SELECT g.* FROM scim_groups g WHERE g.tenant_id = ${tenantId}::uuid AND ${fits})
    SELECT t.total, p.* FROM (SELECT count(*)::int AS total FROM fitting) t
    LEFT JOIN LATERAL (
      SELECT ${groupColumns(wantsMembers(input))}, row_number() OVER () AS place FROM (
        SELECT g.* FROM fitting g ORDER BY ${orderOf(sortBy, sortOrder, base)} g.id LIMIT ${count} OFFSET ${startIndex - 1}) g
    ) p ON true ORDER BY p.place`),
  )
  return { total: found[0]?.total ?? 0, rows: found.filter(({ id }) => id !== null) }
}

const columns: Readonly<Record<string, Sql>> = {
  id: sql`g.id::text`,
  externalId: sql`g.external_id`,
  displayName: sql`g.display_name`,
  'meta.resourceType': sql`'Group'::text`,
  'meta.created': sql`g.created_at`,
  'meta.lastModified': sql`g.updated_at`,
  'meta.version': sql`('W/"' || g.version || '"')`,
}

function single({ attribute, sub }: Place, base: string): Sql {
  const key = sub ? `${attribute.name}.${sub.name}` : attribute.name
  const column = columns[key]
  if (column) return column
  if (key === 'meta.location') return sql`(${`${base}/Groups/`}::text || g.id)`
  throw invalidFilter({ values: { at: key } })
}

function groupTable(base: string): Table {
  return {
    single: (place) => single(place, base),
    some({ attribute }, inner) {
      if (attribute.name === 'schemas')
        return sql`EXISTS (SELECT 1 FROM (VALUES (${groupSchema}::text)) s(id) WHERE ${inner(() => sql`s.id`)})`
      return sql`EXISTS (SELECT 1 FROM scim_group_members m JOIN scim_users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
        WHERE m.tenant_id = g.tenant_id AND m.group_id = g.id AND ${inner(partOfMember)})`
    },
    shortcut({ attribute, sub }, by, value) {
      if (by !== 'eq' || typeof value !== 'string') return null
      if (attribute.name === 'externalId') return sql`g.external_id = ${value}`
      if (attribute.name !== 'members' || sub?.name !== 'value' || !isId(value)) return null
      return sql`g.id IN (SELECT m.group_id FROM scim_group_members m WHERE m.tenant_id = g.tenant_id AND m.user_id = ${value}::uuid)`
    },
  }
}

function partOfMember({ name }: Attribute): Sql {
  if (name === 'value') return sql`m.user_id::text`
  if (name === 'display') return shownAs
  if (name === 'type') return sql`'User'::text`
  throw invalidFilter({ values: { at: `members.${name}` } })
}

function orderOf(sortBy: string | undefined, sortOrder: string, base: string): Sql {
  if (sortBy === undefined || sortBy === '') return empty
  const place = placeOf(groupKind, sortBy)
  if (!place || isWhole(place) || place.attribute.multiValued)
    throw invalidValue({ values: { at: 'sortBy' } })
  const { type, caseExact } = place.sub ?? place.attribute
  const plain = single(place, base)
  const folded = type === 'string' && !caseExact ? sql`lower(${plain}${folding})` : plain
  return sql`${inOrder(folded, sortOrder === 'descending')},`
}
