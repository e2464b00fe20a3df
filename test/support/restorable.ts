import pg from 'pg'

/** Tables whose content is about requests, not about what the association knows. */
const notBusiness = [
  '_prisma_migrations',
  'audit_entries',
  'audit_unlinked',
  'audit_links',
  'audit_checkpoints',
  'person_keys',
  'rate_counters',
]

export interface Remembered {
  /** Puts back what the database held. */
  restore(): Promise<void>
  /** Whether, since this was last asked, something was written that the portal keeps of who may do what, and for whom. */
  authorityTouched(): Promise<boolean>
  /** What the business tables hold, as one text: two states with the same text are the same. */
  checksum(): Promise<string>
  close(): Promise<void>
}

/**
 * Remembers what a database holds, so that what one call did does not spoil the next. Each table counts in a sequence
 * of its own the statements that wrote to it: only those that were touched since are put back or summed up anew. A
 * sequence takes no lock that a transaction of the portal could wait for, and counts what was rolled back as well.
 */
export async function rememberDatabase(url: string): Promise<Remembered> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const { rows } = await owner.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
    [notBusiness],
  )
  const names = rows.map(({ name }) => name)
  await owner.query(
    [
      'CREATE SCHEMA remembered',
      'CREATE TABLE remembered.restored (name text PRIMARY KEY, touches bigint NOT NULL, columns text, sequence oid, is_authority boolean)',
      // Of all tables together: most calls touch none, and that is asked often.
      'CREATE SEQUENCE remembered.touches',
      // As the owner, since the portal may not write here.
      `CREATE FUNCTION remembered.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
         $$ BEGIN PERFORM nextval(TG_ARGV[0]::regclass), nextval('remembered.touches'); RETURN NULL; END $$`,
      restoration,
      ...names.flatMap((name) => [
        `CREATE TABLE remembered.${name} AS TABLE public.${name}`,
        `CREATE SEQUENCE remembered.${name}_touches`,
        `INSERT INTO remembered.restored VALUES ('${name}', nextval('remembered.${name}_touches'), (${writableColumns(name)}), 'remembered.${name}_touches'::regclass, ${tellsOfAuthority(name)})`,
        `CREATE TRIGGER remembered_touch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.${name}
           FOR EACH STATEMENT EXECUTE FUNCTION remembered.touch('remembered.${name}_touches')`,
      ]),
    ].join(';\n'),
  )

  const sums = new Map<string, { touches: string; sum: string }>()
  let known = { touches: '', text: '' }
  let authority = ''
  return {
    async restore() {
      await owner.query('SELECT remembered.restore()')
    },
    async authorityTouched() {
      const { rows: touched } = await owner.query<{ touches: string }>(
        'SELECT sum(pg_sequence_last_value(sequence))::text AS touches FROM remembered.restored WHERE is_authority',
      )
      const before = authority
      authority = touched[0]?.touches ?? ''
      return authority !== before
    },
    async checksum() {
      const { rows: all } = await owner.query<{ touches: string }>(
        `SELECT last_value || ' ' || is_called AS touches FROM remembered.touches`,
      )
      const touches = all[0]?.touches ?? ''
      if (known.touches === touches) return known.text
      const { rows: touched } = await owner.query<{ name: string; touches: string }>(
        `SELECT name, pg_sequence_last_value(sequence)::text AS touches FROM remembered.restored`,
      )
      for (const { name, touches } of touched) {
        if (name === 'sign_in_failures' || sums.get(name)?.touches === touches) continue
        const summed = await owner.query<{ sum: string }>(
          `SELECT md5(string_agg(row, E'\\n' ORDER BY row)) AS sum
           FROM (SELECT (to_jsonb(t) - 'last_seen_at')::text AS row FROM public.${name} t) r`,
        )
        sums.set(name, { touches, sum: summed.rows[0]?.sum ?? '' })
      }
      const text = JSON.stringify([...sums].map(([name, { sum }]) => [name, sum]).sort())
      known = { touches, text }
      return text
    },
    close: () => owner.end(),
  }
}

/** What the database works out by itself cannot be written. */
const writableColumns = (table: string) =>
  `SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
   WHERE a.attrelid = 'public.${table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''`

/** A table of whose changes the database tells all processes. */
const tellsOfAuthority = (table: string) =>
  `EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
   WHERE t.tgrelid = 'public.${table}'::regclass AND p.prosrc LIKE '%authority%')`

/** Counts as a touch itself: what was summed up before holds no longer. */
const restoration = `
  CREATE FUNCTION remembered.restore() RETURNS void LANGUAGE plpgsql AS $$
  <<here>>
  DECLARE
    name text;
    touches bigint;
    columns text;
    sequence regclass;
  BEGIN
    -- Foreign keys and triggers rest meanwhile: what comes back was right as a whole.
    PERFORM set_config('session_replication_role', 'replica', true);
    DELETE FROM public.rate_counters;
    FOR name, columns, sequence IN
      SELECT r.name, r.columns, r.sequence FROM remembered.restored r
      WHERE pg_sequence_last_value(r.sequence) <> r.touches
    LOOP
      PERFORM nextval('remembered.touches');
      touches := nextval(sequence);
      EXECUTE format('DELETE FROM public.%I', name);
      EXECUTE format('INSERT INTO public.%1$I (%2$s) SELECT %2$s FROM remembered.%1$I', name, columns);
      UPDATE remembered.restored r SET touches = here.touches WHERE r.name = here.name;
    END LOOP;
  END $$`
