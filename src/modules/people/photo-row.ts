import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'

export interface PhotoRow {
  personId: string
  photoId: string | null
}

export async function findPhoto(
  run: RunSql,
  personId: string,
  tenantId: string | null,
  lock: Sql = empty,
): Promise<PhotoRow | null> {
  const [photo] = await run<PhotoRow>(sql`
    SELECT p.id AS "personId", p.photo_id AS "photoId" FROM persons p
    WHERE p.id = ${personId}::uuid AND p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL ${lock}`)
  return photo ?? null
}
