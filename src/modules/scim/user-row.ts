import type { RunSql } from '../../platform/db/database.ts'
import { empty, once, type Sql, sql } from '../../platform/db/sql.ts'
import { isId } from '../../platform/ids.ts'
import { pathLabel } from '../units/index.ts'
import { conditionOf, folding } from './condition-row.ts'
import type { ListResources } from './contract.ts'
import { invalidValue } from './errors.ts'
import { parseFilter } from './filter.ts'
import type { Association } from './place.ts'
import { isWhole, placeOf, userKind } from './schema.ts'
import { inOrder, userOrder, userTable } from './user-column-row.ts'
import type { UserRow } from './views.ts'

const userColumns: Sql = sql`u.id, u.person_id AS "personId", u.user_name AS "userName", u.external_id AS "externalId", u.active, u.attributes,
  u.standing_id AS "standingId", u.version, u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  (SELECT json_agg(json_build_object('value', g.id, 'display', g.display_name) ORDER BY g.id) FROM scim_group_members m
   JOIN scim_groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id WHERE m.tenant_id = u.tenant_id AND m.user_id = u.id) AS groups`

export interface PlacedUser extends UserRow, Association {}

export async function findUser(
  run: RunSql,
  { tenantId }: { tenantId: string | null },
  id: string,
  lock: Sql = empty,
): Promise<PlacedUser | null> {
  if (!isId(id) || tenantId === null) return null
  const [user] = await run<UserRow>(sql`
    SELECT ${userColumns} FROM scim_users u
    WHERE u.tenant_id = ${tenantId}::uuid AND u.id = ${id}::uuid AND u.deleted_at IS NULL ${lock}`)
  return user ? { ...user, tenantId, unitPath: pathLabel(tenantId) } : null
}

/** Changes of one person follow one another: each sees what the one before has made. */
export const lockUser: Sql = sql`FOR NO KEY UPDATE OF u`

export interface Found<Row> {
  total: number
  rows: Row[]
}

/** A page of those who fit and how many there are, in one statement. */
export async function listUsers(
  run: RunSql,
  { tenantId }: Association,
  { filter, sortBy, sortOrder, startIndex, count }: ListResources,
  base: string,
): Promise<Found<UserRow>> {
  const fits = filter === undefined ? sql`true` : conditionOf(parseFilter(userKind, filter), userTable(base))
  const found = await run<UserRow & { total: number }>(
    once(sql`
    WITH fitting AS NOT MATERIALIZED (
      SELECT u.* FROM scim_users u WHERE u.tenant_id = ${tenantId}::uuid AND u.deleted_at IS NULL AND ${fits})
    SELECT t.total, p.* FROM (SELECT count(*)::int AS total FROM fitting) t
    LEFT JOIN LATERAL (
      SELECT ${userColumns}, row_number() OVER () AS place FROM (
        SELECT u.* FROM fitting u ORDER BY ${orderOf(sortBy, sortOrder, base)} u.id LIMIT ${count} OFFSET ${startIndex - 1}) u
    ) p ON true ORDER BY p.place`),
  )
  return { total: found[0]?.total ?? 0, rows: found.filter(({ id }) => id !== null) }
}

function orderOf(sortBy: string | undefined, sortOrder: string, base: string): Sql {
  if (sortBy === undefined || sortBy === '') return empty
  const place = placeOf(userKind, sortBy)
  if (!place || isWhole(place)) throw invalidValue({ values: { at: 'sortBy' } })
  const value = place.attribute.subAttributes?.find(({ name }) => name === 'value') ?? null
  const wanted = place.sub ? place : { ...place, sub: value }
  const leaf = wanted.sub ?? wanted.attribute
  const plain = userOrder(wanted, base)
  const folded = leaf.type === 'string' && !leaf.caseExact ? sql`lower(${plain}${folding})` : plain
  return sql`${inOrder(folded, sortOrder === 'descending')},`
}
