import type pg from 'pg'
import { StartupError } from '../startup-error.ts'

/** What a backup reads and a restore fills: rows, in the words of PostgreSQL's own catalogue. */
export interface TableShape {
  /** Qualified and quoted. */
  name: string
  columns: string[]
}

/** Of the job queues, what was promised. How queues are set up is part of the program. */
const jobTables = ['pgboss.queue', 'pgboss.job', 'pgboss.job_dependency']

export const queueTable = 'pgboss.queue'

/** Both sides speak alike, so that rows come out as they went in. */
export async function speakPlainly(client: pg.Client): Promise<void> {
  await client.query(`
    SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0; SET client_encoding = 'UTF8';
    SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'hex';
    SET extra_float_digits = 1; SET search_path = pg_catalog`)
}

/** Every table of the portal; a partitioned one counts once. Generated columns are made again from the others. */
export async function readTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
            array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND ((n.nspname = 'public' AND c.relname <> '_prisma_migrations') OR format('%s.%s', n.nspname, c.relname) = ANY($1))
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     GROUP BY 1 ORDER BY 1`,
    [jobTables],
  )
  return rows
}

export interface SequenceState {
  name: string
  value: string
  called: boolean
}

export async function readSequences(client: pg.Client): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND n.nspname = 'public' ORDER BY 1`,
  )
  const states: SequenceState[] = []
  for (const { name } of rows) {
    const { rows: found } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${name}`,
    )
    if (found[0]) states.push({ name, ...found[0] })
  }
  return states
}

export async function readAppliedMigrations(
  client: pg.Client,
): Promise<Array<{ name: string; checksum: string }>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  )
  const failed = rows.find(({ finished }) => !finished)
  if (failed)
    throw new StartupError(
      `Migration ${failed.name} failed in this database and was not mended. Run "npm run migrate -- --retry" first.`,
    )
  return rows.map(({ name, checksum }) => ({ name, checksum }))
}

export async function readJobsVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version::int AS version FROM pgboss.version',
  )
  return rows[0]?.version ?? 0
}

export async function readAuditMonths(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `SELECT format('%s-%s-01', substr(c.relname, 9, 4), substr(c.relname, 14, 2)) AS month
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'audit' AND c.relname ~ '^entries_\\d{4}_\\d{2}$' ORDER BY 1`,
  )
  return rows.map(({ month }) => month)
}

/**
 * Takes down what would check or act on each row while rows come in any order, and gives back how to put it up
 * again. Foreign keys are then checked for all rows at once, which also proves them. The owner may do all this;
 * to switch triggers off for a session takes a superuser.
 */
export async function takeDownChecks(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ down: string; up: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS down,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS up
     FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0
       AND k.connamespace IN ('public'::regnamespace, 'pgboss'::regnamespace, 'audit'::regnamespace)
     UNION ALL
     SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
            format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass,
                   CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgparentid = 0
       AND t.tgtype & 4 = 4 -- on insert
       AND c.relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace, 'audit'::regnamespace)`,
  )
  for (const { down } of rows) await client.query(down)
  return rows.map(({ up }) => up)
}
