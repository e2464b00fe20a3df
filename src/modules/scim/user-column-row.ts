import { type Sql, sql, trusted } from '../../platform/db/sql.ts'
import type { Table } from './condition-row.ts'
import { invalidFilter } from './errors.ts'
import { type Attribute, type Place, userSchema } from './schema.ts'

const columns: Readonly<Record<string, Sql>> = {
  id: sql`u.id::text`,
  externalId: sql`u.external_id`,
  userName: sql`u.user_name`,
  active: sql`u.active`,
  'meta.resourceType': sql`'User'::text`,
  'meta.created': sql`u.created_at`,
  'meta.lastModified': sql`u.updated_at`,
  'meta.version': sql`('W/"' || u.version || '"')`,
}

/** `u` is scim_users, all of them of one association. */
export function userTable(base: string): Table {
  return { single: (place) => single(place, base), some, shortcut }
}

function pathTo({ extension, attribute, sub }: Place): string[] {
  return ['said', ...(extension === null ? [] : [extension]), attribute.name, ...(sub ? [sub.name] : [])]
}

function single(place: Place, base: string): Sql {
  const { extension, attribute, sub } = place
  const key = sub ? `${attribute.name}.${sub.name}` : attribute.name
  const column = extension === null ? columns[key] : undefined
  if (column) return column
  if (key === 'meta.location') return sql`(${`${base}/Users/`}::text || u.id)`
  if (attribute.type === 'complex' && !sub) throw invalidFilter({ values: { at: attribute.name } })
  return sql`(u.attributes #>> ${pathTo(place)}::text[])`
}

function some(place: Place, inner: (part: (sub: Attribute) => Sql) => Sql): Sql {
  const { attribute } = place
  if (attribute.name === 'schemas')
    return sql`EXISTS (SELECT 1 FROM ${schemasOfUser} WHERE ${inner(() => sql`s.id`)})`
  if (attribute.name === 'groups')
    return sql`EXISTS (SELECT 1 FROM scim_group_members m JOIN scim_groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
      WHERE m.tenant_id = u.tenant_id AND m.user_id = u.id AND ${inner(partOfGroup)})`
  return sql`EXISTS (SELECT 1 FROM jsonb_array_elements(u.attributes #> ${pathTo({ ...place, sub: null })}::text[]) e(v)
    WHERE ${inner(partOfValue)})`
}

const schemasOfUser: Sql = sql`(VALUES (${userSchema}::text)) s(id)`

function partOfValue({ name, type }: Attribute): Sql {
  return type === 'boolean' ? sql`(e.v ->> ${name}::text)::boolean` : sql`(e.v ->> ${name}::text)`
}

function partOfGroup({ name }: Attribute): Sql {
  if (name === 'value') return sql`g.id::text`
  if (name === 'display') return sql`g.display_name`
  if (name === 'type') return sql`'direct'::text`
  throw invalidFilter({ values: { at: `groups.${name}` } })
}

/** By what providers look for somebody, each with an index. */
const shortcut: Table['shortcut'] = ({ extension, attribute, sub }, by, value) => {
  if (extension !== null || by !== 'eq' || typeof value !== 'string') return null
  if (attribute.name === 'userName') return sql`u.user_name_key = ${value.toLowerCase()}`
  if (attribute.name === 'externalId') return sql`u.external_id = ${value}`
  if (attribute.name === 'emails' && sub?.name === 'value')
    return sql`u.emails @> ARRAY[${value.toLowerCase()}::text]`
  return null
}

/** What a list is ordered by. Of a list of values the primary one counts, else the first (RFC 7644, 3.4.2.3). */
export function userOrder(place: Place, base: string): Sql {
  const { attribute, sub } = place
  if (!attribute.multiValued) return single(place, base)
  if (!sub || attribute.name === 'groups' || attribute.name === 'schemas')
    throw invalidFilter({ values: { at: attribute.name } })
  return sql`(SELECT ${partOfValue(sub)} FROM jsonb_array_elements(u.attributes #> ${pathTo({ ...place, sub: null })}::text[])
    WITH ORDINALITY e(v, n) ORDER BY coalesce(e.v ->> 'primary', '') = 'true' DESC, n LIMIT 1)`
}

export const inOrder = (expression: Sql, isDescending: boolean): Sql =>
  sql`${expression} ${isDescending ? descending : ascending}`

const ascending = trusted('ASC')
const descending = trusted('DESC')
