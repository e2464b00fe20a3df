import { withClient } from '../../../src/platform/db/client.ts'

/**
 * Foreign keys without an index that begins with their columns, in any order. Without one, each delete and each
 * change of the row referred to reads the whole table. A partial index counts only if it leaves out nothing but NULL.
 */
export async function unindexedForeignKeys(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      SELECT c.conrelid::regclass || '.' || c.conname AS name
      FROM pg_constraint c
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_index i
        WHERE i.indrelid = c.conrelid AND i.indisvalid
          AND (SELECT array_agg(k ORDER BY k) FROM unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k)
            = (SELECT array_agg(k ORDER BY k) FROM unnest(c.conkey) k)
          AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) ~ '^[(]*\\w+ IS NOT NULL[)]*$'))
      ORDER BY 1`)
    return rows.map(({ name }) => name)
  })
}

/** What each foreign key does on delete, as written in the schema's catalogue. */
export async function cascadesFromPeople(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      SELECT c.conrelid::regclass || '.' || c.conname AS name FROM pg_constraint c
      WHERE c.contype = 'f' AND c.confrelid = 'persons'::regclass AND c.confdeltype = 'c' ORDER BY 1`)
    return rows.map(({ name }) => name)
  })
}
