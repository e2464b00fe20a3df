import { withClient } from '../../src/platform/db/client.ts'

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

/** Remembers what a database holds and puts it back, so that what one call did does not spoil the next. */
export async function rememberDatabase(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
      [notBusiness],
    )
    await client.query('CREATE SCHEMA remembered')
    for (const { name } of rows) await client.query(`CREATE TABLE remembered.${name} AS TABLE public.${name}`)
    return [
      'BEGIN',
      // Foreign keys and triggers rest meanwhile: what comes back was right as a whole.
      'SET LOCAL session_replication_role = replica',
      'DELETE FROM public.rate_counters',
      ...rows.flatMap(({ name }) => [
        `DELETE FROM public.${name}`,
        `INSERT INTO public.${name} SELECT * FROM remembered.${name}`,
      ]),
      'COMMIT',
    ].join(';\n')
  })
}

/** What the business tables hold, as one text: two states with the same text are the same. */
export async function checksumOf(pool: {
  query(text: string): Promise<{ rows: unknown[] }>
}): Promise<string> {
  const { rows } = await pool.query(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  const names = (rows as Array<{ name: string }>).map(({ name }) => name)
  const parts = names
    .filter((name) => ![...notBusiness, 'sign_in_failures'].includes(name))
    .map(
      (name) =>
        `SELECT '${name}' AS name, md5(string_agg(row, E'\\n' ORDER BY row)) AS sum
         FROM (SELECT (to_jsonb(t) - 'last_seen_at')::text AS row FROM public.${name} t) r`,
    )
  const sums = await pool.query(`${parts.join(' UNION ALL ')} ORDER BY 1`)
  return JSON.stringify(sums.rows)
}
