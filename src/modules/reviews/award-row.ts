import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { WeighedRow } from './views.ts'

export interface Award {
  amount: number | null
  currency: string | null
  /** Whom to ask: what was written with the decision, else the contact of the project, else its unit. */
  contact: string
  nextStep: string | null
}

/** What there is to tell of an award that holds; null where there is none. */
export async function awardOf(
  run: RunSql,
  { tenantId, applicationId }: Pick<WeighedRow, 'tenantId' | 'applicationId'>,
): Promise<Award | null> {
  const [award] = await run<Award>(sql`
    SELECT a.total::float8 AS amount, a.currency, d.next_step AS "nextStep",
      coalesce(d.contact, nullif(concat_ws(', ', k.contact_name, k.contact_email, k.contact_phone), ''), u.name) AS contact
    FROM review_decisions d JOIN submitted_applications a ON a.tenant_id = d.tenant_id AND a.application_id = d.application_id
    JOIN project_places j ON j.tenant_id = d.tenant_id AND j.project_id = d.project_id
    JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
    LEFT JOIN project_contacts k ON k.tenant_id = d.tenant_id AND k.project_id = d.project_id
    WHERE d.tenant_id = ${tenantId}::uuid AND d.application_id = ${applicationId}::uuid AND d.status = 'final' AND d.outcome = 'awarded'`)
  return award ?? null
}

/** Whom those ask who are awarded a project, where nothing else is written with the decision. */
export async function usualContact(
  run: RunSql,
  { tenantId, projectId }: Pick<WeighedRow, 'tenantId' | 'projectId'>,
): Promise<string> {
  const [found] = await run<{ contact: string }>(sql`
    SELECT coalesce(nullif(concat_ws(', ', k.contact_name, k.contact_email, k.contact_phone), ''), u.name) AS contact
    FROM project_places j JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
    LEFT JOIN project_contacts k ON k.tenant_id = j.tenant_id AND k.project_id = j.project_id
    WHERE j.tenant_id = ${tenantId}::uuid AND j.project_id = ${projectId}::uuid`)
  return found?.contact ?? ''
}
