import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../project-root.ts'
import { withClient } from '../client.ts'

/*
 * A snapshot of what the Prisma schema cannot say: partial and expression indexes, checks, triggers, views … One
 * line each, so that a review sees what a migration changed. Only the schema `public`, without what extensions
 * brought and without what partitions inherit.
 */

export const defaultCatalogueFile = join(projectRoot, 'prisma', 'catalogue.txt')

export async function readCatalogue(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    // Names in definitions are qualified or not by what the search path holds.
    await client.query('SET search_path = public')
    const { rows } = await client.query<{ line: string }>(catalogueQuery)
    return rows.map(({ line }) => line.replace(/\s+/g, ' ').trim()).sort()
  })
}

export async function writeCatalogue(url: string, file = defaultCatalogueFile): Promise<void> {
  writeFileSync(file, `${(await readCatalogue(url)).join('\n')}\n`)
}

/** Null if none was ever written. */
export function committedCatalogue(file = defaultCatalogueFile): string[] | null {
  if (!existsSync(file)) return null
  return readFileSync(file, 'utf8').split('\n').filter(Boolean)
}

const catalogueQuery = `
WITH relations AS (
  SELECT c.oid, c.relname, c.relkind, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.relpartbound
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace
     AND c.relname <> '_prisma_migrations'
     AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
), tables AS (
  SELECT * FROM relations WHERE relkind IN ('r', 'p') AND NOT relispartition
)
SELECT format('extension %s', extname) AS line FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL
SELECT format('enum %s: %s', t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder))
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
 WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname
UNION ALL
SELECT format('domain %s: %s', t.typname, format_type(t.typbasetype, t.typtypmod))
       || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || t.typdefault, '')
       || coalesce((SELECT string_agg(' ' || pg_get_constraintdef(c.oid), '' ORDER BY c.conname)
                      FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c'), '')
  FROM pg_type t WHERE t.typtype = 'd' AND t.typnamespace = 'public'::regnamespace
UNION ALL
SELECT format('%s %s %s: %s',
              CASE c.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key'
                             WHEN 'u' THEN 'unique' ELSE 'exclusion' END,
              t.relname, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c JOIN tables t ON t.oid = c.conrelid
 WHERE c.contype IN ('c', 'f', 'p', 'u', 'x') AND c.conparentid = 0
UNION ALL
SELECT format('index %s %s: %s', t.relname, i.relname, pg_get_indexdef(x.indexrelid))
       || CASE WHEN x.indisvalid THEN '' ELSE ' INVALID' END
  FROM pg_index x JOIN relations i ON i.oid = x.indexrelid
  JOIN (SELECT oid, relname FROM relations WHERE NOT relispartition) t ON t.oid = x.indrelid
 WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT format('trigger %s %s: %s', t.relname, g.tgname, pg_get_triggerdef(g.oid))
       || CASE g.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' DISABLED' ELSE ' ENABLED ' || g.tgenabled::text END
  FROM pg_trigger g JOIN (SELECT oid, relname FROM relations WHERE NOT relispartition) t ON t.oid = g.tgrelid
 WHERE NOT g.tgisinternal
UNION ALL
SELECT format('%s %s(%s): %s language %s%s body %s',
              CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
              p.proname, pg_get_function_identity_arguments(p.oid),
              coalesce('returns ' || pg_get_function_result(p.oid), 'returns nothing'), l.lanname,
              CASE p.provolatile WHEN 'i' THEN ' immutable' WHEN 's' THEN ' stable' ELSE '' END
                || CASE WHEN p.proisstrict THEN ' strict' ELSE '' END
                || CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END
                || coalesce(' set ' || array_to_string(p.proconfig, ', '), ''),
              left(encode(sha256(convert_to(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), 'UTF8')), 'hex'), 16))
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'public'::regnamespace
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT format('%s %s: %s', CASE relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, relname,
              pg_get_viewdef(oid))
  FROM relations WHERE relkind IN ('v', 'm')
UNION ALL
SELECT format('partitioned table %s: %s', relname, pg_get_partkeydef(oid)) FROM relations WHERE relkind = 'p'
UNION ALL
SELECT format('partition %s of %s: %s', r.relname, i.inhparent::regclass, pg_get_expr(r.relpartbound, r.oid))
  FROM relations r JOIN pg_inherits i ON i.inhrelid = r.oid
 WHERE r.relispartition AND r.relkind IN ('r', 'p')
UNION ALL
SELECT format('generated column %s.%s: %s', t.relname, a.attname, pg_get_expr(d.adbin, d.adrelid))
  FROM pg_attribute a JOIN tables t ON t.oid = a.attrelid
  JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attgenerated <> ''
UNION ALL
SELECT format('collation of %s.%s: %s', t.relname, a.attname, c.collname)
  FROM pg_attribute a JOIN tables t ON t.oid = a.attrelid
  JOIN pg_type y ON y.oid = a.atttypid
  JOIN pg_collation c ON c.oid = a.attcollation
 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attcollation <> y.typcollation
UNION ALL
SELECT format('row security %s: enabled%s', relname, CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END)
  FROM tables WHERE relrowsecurity
UNION ALL
SELECT format('policy %s %s: %s for %s to %s%s%s', tablename, policyname, lower(permissive), lower(cmd),
              array_to_string(roles, ', '), coalesce(' using ' || qual, ''), coalesce(' with check ' || with_check, ''))
  FROM pg_policies WHERE schemaname = 'public'
`
