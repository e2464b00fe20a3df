import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { ApplicationRow } from './application.ts'

export interface AddendumRow {
  id: string
  number: number
  isMaterial: boolean
  issuedAt: Date
  acknowledgedAt: Date | null
}

/** What was changed of the project, and whether the applicant has said that they have read it. */
export function addendaOf(
  run: RunSql,
  { tenantId, id, project }: Pick<ApplicationRow, 'tenantId' | 'id' | 'project'>,
): Promise<AddendumRow[]> {
  return run<AddendumRow>(sql`
    SELECT d.addendum_id AS id, d.number, d.is_material AS "isMaterial", d.issued_at AS "issuedAt", r.acknowledged_at AS "acknowledgedAt"
    FROM issued_addenda d LEFT JOIN addendum_receipts r
      ON r.tenant_id = d.tenant_id AND r.addendum_id = d.addendum_id AND r.application_id = ${id}::uuid
    WHERE d.tenant_id = ${tenantId}::uuid AND d.project_id = ${project.id}::uuid ORDER BY d.number`)
}
