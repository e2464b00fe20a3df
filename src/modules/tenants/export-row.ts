import type { RunSql } from '../../platform/db/database.ts'
import { join, type Sql, sql, trusted } from '../../platform/db/sql.ts'

/** Tables of associations that an export leaves out, each with the reason, which stands in its manifest. */
export const leftOut: Readonly<Record<string, string>> = {
  sessions: 'belongs to accounts, which are not the association’s',
  sign_ups: 'belongs to who has not joined yet',
  linked_identities: 'belongs to accounts, which are not the association’s',
  invitations: 'is a way in, not a record',
  api_tokens: 'is a way in, not a record',
  person_merge_parts: 'lets a merge be undone for a while, and is sealed',
  list_views: 'belongs to the persons who saved it',
}

export interface ExportedTable {
  name: string
  columns: string[]
  /** Columns that are not in it: sealed values, hashes of tokens and the like. */
  secret: string[]
  /** Of the primary key, each with its type. */
  key: Array<{ column: string; type: string }>
}

/**
 * Every table with a tenant_id, from the catalogue of the database, so that no room can be forgotten. What is kept as bytes is
 * sealed, a hash or a picture in another form: none of it is of use outside.
 */
export async function exportedTables(run: RunSql): Promise<ExportedTable[]> {
  const tables = await run<ExportedTable>(sql`
    SELECT c.relname AS name,
      array_agg(quote_ident(a.attname) ORDER BY a.attnum) FILTER (WHERE a.atttypid <> 'bytea'::regtype) AS columns,
      coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.atttypid = 'bytea'::regtype), '{}') AS secret,
      (SELECT json_agg(json_build_object('column', quote_ident(k.attname), 'type', format_type(k.atttypid, NULL)) ORDER BY array_position(i.indkey::int2[], k.attnum))
       FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY(i.indkey::int2[]) WHERE i.indrelid = c.oid AND i.indisprimary) AS key
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND EXISTS (
      SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped)
    GROUP BY c.oid, c.relname ORDER BY c.relname`)
  return tables.filter(({ name }) => !Object.hasOwn(leftOut, name))
}

/** The next rows of a table, as the texts of their objects, with the key to go on from. */
export async function exportedRows(
  run: RunSql,
  { name, columns, key }: ExportedTable,
  held: ReadonlyArray<{ columns: readonly string[]; where: Sql }>,
  tenantId: string,
  after: readonly string[] | null,
  limit: number,
): Promise<Array<{ row: string; key: string[] }>> {
  const keyColumns = key.map(({ column }) => `t.${column}`).join(', ')
  const from = key.map(({ type }, index) => `(a.key->>${index})::${type}`).join(', ')
  const fields = columns.map((column) => {
    const field = trusted(`t.${column}`)
    const [first, ...more] = held.filter((each) => each.columns.includes(column)).map(({ where }) => where)
    return first
      ? sql`CASE WHEN NOT (${join([first, ...more], ' OR ')}) THEN ${field} END AS ${trusted(column)}`
      : field
  })
  return run(sql`
    SELECT row_to_json(r)::text AS row, k.key FROM (SELECT ${JSON.stringify(after ?? [])}::jsonb AS key) a, LATERAL (
      SELECT * FROM ${trusted(`"${name}"`)} t
      WHERE t.tenant_id = ${tenantId}::uuid AND (${after === null} OR (${trusted(keyColumns)}) > (${trusted(after === null ? keyColumns : from)}))
      ORDER BY ${trusted(keyColumns)} LIMIT ${limit}) t,
      LATERAL (SELECT ${join(fields, ', ')}) r,
      LATERAL (SELECT ARRAY[${trusted(key.map(({ column }) => `t.${column}::text`).join(', '))}] AS key) k`)
}
