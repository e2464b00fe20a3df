import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type CertificationRow, certificationColumns } from './views.ts'

/** With whom it is about: the audit keeps it under their key, whoever changes it. */
export interface OwnedCertification extends CertificationRow {
  personId: string
}

/** A certification of somebody, locked until the commit. */
export async function lockCertification(
  run: RunSql,
  certificationId: string,
  personId: string,
): Promise<OwnedCertification | null> {
  const [row] = await run<OwnedCertification>(sql`
    SELECT ${certificationColumns}, c.person_id AS "personId" FROM certifications c
    WHERE c.id = ${certificationId}::uuid AND c.person_id = ${personId}::uuid FOR UPDATE`)
  return row ?? null
}
