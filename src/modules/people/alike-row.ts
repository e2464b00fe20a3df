import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import { writtenNames } from './name.ts'

export interface ToldPerson {
  /** Where they would belong. */
  unitId: string
  givenName: string | null
  familyName: string | null
  phone: string | null
  email?: string | null
}

/** By what somebody seems to be there. */
export type AlikeBy = 'email' | 'phone' | 'name'

/** Somebody who seems to be there, as their place in the list that was told. */
export interface Alike {
  place: number
  by: AlikeBy
  /** Null where it is somebody before them in the list. */
  personId: string | null
}

/**
 * Who of some people seems to be there, and by what. Two are alike who have the same address, or the phone that one of them
 * signs in with; or the same name, in whichever order its words stand, and phone; where no phone is told, the same name in
 * the same unit, unless both have an address and it is not the same. Names alone are shared by too many. Each of these is asked of an index, so that a long list costs no more in a large association.
 */
export async function alikeAmong(
  run: RunSql,
  tenantId: string | null,
  people: readonly ToldPerson[],
  /** Whether one is alike as well who would be, once somebody before them in the list is there. */
  { andEachOther = false } = {},
): Promise<Alike[]> {
  const names = people.map((person) => writtenNames({ ...person, patronymic: null }).displayName)
  const phones = people.map(({ phone }) => phone ?? '')
  const emails = people.map(({ email }) => email ?? '')
  const rows = await run<Alike>(sql`
    WITH told AS MATERIALIZED (
      SELECT (t.place - 1)::int AS place, name_key(t.name) AS name, phone_key(t.phone) AS phone, t.phone = '' AS untold, t.email::citext AS email,
        t.unit_id
      FROM unnest(${names}::text[], ${phones}::text[], ${emails}::text[], ${people.map(({ unitId }) => unitId)}::uuid[])
        WITH ORDINALITY AS t(name, phone, email, unit_id, place))
    SELECT t.place, 'name' AS by, p.id AS "personId" FROM told t JOIN persons p ON p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL AND name_key(p.display_name) = t.name
    WHERE CASE WHEN t.untold THEN EXISTS (SELECT 1 FROM unit_members m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id
        AND m.unit_id = t.unit_id AND m.ended_at IS NULL)
        AND NOT (t.email <> '' AND (p.email IS NOT NULL OR EXISTS (
          SELECT 1 FROM account_addresses a WHERE a.account_id = p.account_id AND a.email IS NOT NULL)))
      ELSE phone_key(p.phone) = t.phone END
    UNION SELECT t.place, 'email', p.id FROM told t JOIN persons p ON p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL AND p.email = t.email
    WHERE t.email <> ''
    UNION SELECT t.place, 'email', p.id FROM told t JOIN account_addresses a ON a.email = t.email
    JOIN persons p ON p.account_id = a.account_id AND p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL
    WHERE t.email <> ''
    UNION SELECT t.place, 'email', s.person_id FROM told t JOIN provisioned_people s ON s.tenant_id = ${tenantId}::uuid
      AND (s.user_name_key = lower(t.email::text) OR s.emails @> ARRAY[lower(t.email::text)])
    WHERE t.email <> ''
    UNION SELECT t.place, 'phone', p.id FROM told t JOIN account_addresses a ON a.phone IS NOT NULL AND phone_key(a.phone) = t.phone
    JOIN persons p ON p.account_id = a.account_id AND p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL
    ${andEachOther ? amongEachOther : empty}
    ORDER BY "personId" DESC`)
  // What is surest is told first, and alone: one reason is enough to find them.
  const surest = new Map<number, Alike>()
  for (const by of ['name', 'phone', 'email'] as const)
    for (const row of rows) if (row.by === by) surest.set(row.place, row)
  return [...surest.values()]
}

const amongEachOther = sql`
  UNION SELECT t.place, 'name', NULL FROM told t JOIN told o ON o.place < t.place AND o.name = t.name
  WHERE CASE WHEN t.untold THEN o.unit_id = t.unit_id AND NOT (t.email <> '' AND o.email <> '') ELSE o.phone = t.phone END
  UNION SELECT t.place, 'email', NULL FROM told t JOIN told o ON o.place < t.place AND o.email = t.email WHERE t.email <> ''`

/** Somebody who may be the same, though not surely: the same name, or the same phone. */
export interface MaybeAlike {
  place: number
  by: 'name' | 'phone'
  personId: string
}

/** So many of one name are named: who reads them looks at each. */
const mostMaybe = 3

/**
 * Whoever has the same name, in whichever order and script its words stand, or the same phone; the first few for each. Each
 * is asked of an index.
 */
export async function maybeAlikeAmong(
  run: RunSql,
  tenantId: string | null,
  people: ReadonlyArray<Omit<ToldPerson, 'unitId'>>,
): Promise<MaybeAlike[]> {
  const names = people.map((person) => writtenNames({ ...person, patronymic: null }).displayName)
  const phones = people.map(({ phone }) => phone ?? '')
  const own = sql`p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL`
  return run<MaybeAlike>(sql`
    WITH told AS MATERIALIZED (
      SELECT (t.place - 1)::int AS place, name_key(t.name) AS name, phone_key(t.phone) AS phone
      FROM unnest(${names}::text[], ${phones}::text[]) WITH ORDINALITY AS t(name, phone, place)),
    found AS (
      SELECT t.place, 'name' AS by, p.id FROM told t JOIN persons p ON ${own} AND name_key(p.display_name) = t.name
      UNION SELECT t.place, 'name', p.id FROM told t JOIN persons p ON ${own} AND p.native_name IS NOT NULL AND name_key(p.native_name) = t.name
      UNION SELECT t.place, 'phone', p.id FROM told t JOIN persons p ON ${own} AND p.phone IS NOT NULL AND phone_key(p.phone) = t.phone)
    SELECT place, by, id AS "personId" FROM (
      SELECT f.*, row_number() OVER (PARTITION BY place, by ORDER BY id) AS nth FROM found f) n
    WHERE nth <= ${mostMaybe} ORDER BY place, by, id`)
}
