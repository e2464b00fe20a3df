import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { certificationColumns, type ProfileRow, profileColumns, unitsOf, type WholeRow } from './views.ts'

export async function lockProfile(
  run: RunSql,
  personId: string,
  condition: Sql = sql`true`,
): Promise<ProfileRow | null> {
  const [row] = await run<ProfileRow>(sql`
    SELECT ${profileColumns} FROM persons p WHERE p.id = ${personId}::uuid AND p.deleted_at IS NULL AND ${condition} FOR NO KEY UPDATE OF p`)
  return row ?? null
}

/** A person with all that belongs to them, in one statement. `extra` adds columns, `condition` says which one. */
export async function findWhole<Extra extends object = object>(
  run: RunSql,
  condition: Sql,
  extra: Sql = empty,
): Promise<(WholeRow & Extra) | null> {
  const [row] = await run<WholeRow & Extra>(sql`
    SELECT ${profileColumns},
      (SELECT coalesce(json_agg(json_build_object('language', l.language, 'level', l.level) ORDER BY l.position), '[]')
       FROM spoken_languages l WHERE l.tenant_id = p.tenant_id AND l.person_id = p.id) AS languages,
      (SELECT coalesce(json_agg(c ORDER BY c."expiresOn", c.name, c.id), '[]') FROM (
        SELECT ${certificationColumns} FROM certifications c WHERE c.tenant_id = p.tenant_id AND c.person_id = p.id) c) AS certifications,
      ${unitsOf()} AS units
      ${extra}
    FROM persons p WHERE ${condition} AND p.deleted_at IS NULL`)
  return row ?? null
}
