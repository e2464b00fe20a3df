import type pg from 'pg'

/** Stands in whatever the other association wrote, and nowhere else. */
export const marker = 'Zzforeign'

/** What to search for, without saying the whole of it. */
export const partOfMarker = 'zzfor'

/** Columns in which people write. */
const written = [
  'name',
  'display_name',
  'native_name',
  'given_name',
  'family_name',
  'sort_name',
  'title',
  'bio',
  'description',
  'legal_name',
  'reason',
  'note',
  'city',
  'address_lines',
  'region',
  'issuer',
  'label',
]

export interface ForeignId {
  table: string
  id: string
}

/** What another association holds, table by table, and what would tell that somebody has read or changed it. */
export interface ForeignAssociation {
  /** Every table whose rows have an id and an association. */
  tables: readonly string[]
  /** The ids of all that it holds at the moment. */
  ids(): Promise<ForeignId[]>
  /** Of every row that is theirs: two states with the same text are the same. */
  checksum(): Promise<string>
  /** Rows of another association that lead to one of these. */
  reachedFrom(tenantId: string, ids: readonly ForeignId[]): Promise<string[]>
}

/** From here on whatever the association writes is marked, and so is what it wrote before. */
export async function markForeign(owner: pg.Client, tenantId: string): Promise<ForeignAssociation> {
  const { rows: columns } = await owner.query<{ table: string; column: string; type: string }>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND NOT EXISTS (
       -- Words that a constraint lists are the portal's.
       SELECT 1 FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
       WHERE k.contype = 'c' AND k.conrelid = format('public.%I', c.table_name)::regclass AND a.attname = c.column_name
         AND pg_get_constraintdef(k.oid) LIKE '%= ANY%') ORDER BY 1, 2`,
  )
  const tables = [
    ...new Set(columns.filter(({ column }) => column === 'tenant_id').map(({ table }) => table)),
  ]
  await owner.query(markingFunction)
  for (const table of tables) {
    const own = columns.filter(
      (each) =>
        each.table === table && written.includes(each.column) && ['text', 'jsonb'].includes(each.type),
    )
    // Nobody writes to the audit by hand, and nothing of it changes.
    if (own.length === 0 || table.startsWith('audit_')) continue
    await owner.query(
      `CREATE TRIGGER mark_foreign BEFORE INSERT OR UPDATE ON public.${table} FOR EACH ROW
       WHEN (NEW.tenant_id = '${tenantId}') EXECUTE FUNCTION remembered.mark(${own.map(({ column }) => `'${column}'`).join(', ')})`,
    )
    // Rows that are put back are marked as well.
    await owner.query(`ALTER TABLE public.${table} ENABLE ALWAYS TRIGGER mark_foreign`)
    await owner.query(`UPDATE public.${table} SET tenant_id = tenant_id WHERE tenant_id = $1`, [tenantId])
  }
  const withId = tables.filter((table) =>
    columns.some((each) => each.table === table && each.column === 'id' && each.type === 'uuid'),
  )
  const theirs = 'SELECT account_id FROM persons WHERE tenant_id = $1 AND account_id IS NOT NULL'
  const allIds = [
    ...withId.map((table) => `SELECT '${table}' AS table, id FROM public.${table} WHERE tenant_id = $1`),
    `SELECT 'accounts', account_id FROM (${theirs}) a`,
    `SELECT 'sessions', id FROM sessions WHERE account_id IN (${theirs})`,
  ].join(' UNION ALL ')
  const sums = tables
    .map(
      (table) =>
        `SELECT '${table}' AS table, md5(string_agg(row, E'\\n' ORDER BY row)) AS sum
         FROM (SELECT (to_jsonb(t) - 'last_seen_at')::text AS row FROM public.${table} t WHERE tenant_id = $1) r`,
    )
    .join(' UNION ALL ')
  // What was asked for and refused stands in the audit of whoever asked; a session belongs to an account, not to a place.
  const reached = tables
    .filter((table) => table !== 'audit_entries' && table !== 'sessions')
    .map(
      (table) =>
        `SELECT '${table}: ' || t::text AS row FROM public.${table} t WHERE tenant_id = $1 AND to_jsonb(t)::text LIKE ANY($2)`,
    )
    .join(' UNION ALL ')
  return {
    tables: withId,
    // By a name: to plan what asks every table takes longer than to answer it.
    ids: async () => (await owner.query<ForeignId>({ name: 'ids', text: allIds, values: [tenantId] })).rows,
    checksum: async () =>
      JSON.stringify((await owner.query({ name: 'sums', text: sums, values: [tenantId] })).rows),
    async reachedFrom(other, ids) {
      const { rows } = await owner.query<{ row: string }>(reached, [other, ids.map(({ id }) => `%${id}%`)])
      return rows.map(({ row }) => row)
    },
  }
}

/** Begins with the marker what does not yet; what a text of several languages says, it says in each. */
const markingFunction = `
  CREATE FUNCTION remembered.mark() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    row jsonb := to_jsonb(NEW);
    name text;
  BEGIN
    FOREACH name IN ARRAY TG_ARGV LOOP
      IF jsonb_typeof(row -> name) = 'string' AND row ->> name NOT LIKE '${marker}%' THEN
        row := row || jsonb_build_object(name, '${marker} ' || (row ->> name));
      ELSIF jsonb_typeof(row -> name) = 'object' THEN
        row := row || jsonb_build_object(name, (SELECT jsonb_object_agg(key, CASE
          WHEN jsonb_typeof(value) = 'string' AND value #>> '{}' NOT LIKE '${marker}%'
          THEN to_jsonb('${marker} ' || (value #>> '{}')) ELSE value END) FROM jsonb_each(row -> name)));
      END IF;
    END LOOP;
    RETURN jsonb_populate_record(NEW, row);
  END $$`
