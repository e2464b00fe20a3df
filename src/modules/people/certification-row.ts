import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type CertificationRow, certificationColumns } from './views.ts'

/** A certification of somebody, locked until the commit. */
export async function lockCertification(
  run: RunSql,
  certificationId: string,
  personId: string,
): Promise<CertificationRow | null> {
  const [row] = await run<CertificationRow>(sql`
    SELECT ${certificationColumns} FROM certifications c
    WHERE c.id = ${certificationId}::uuid AND c.person_id = ${personId}::uuid FOR UPDATE`)
  return row ?? null
}
