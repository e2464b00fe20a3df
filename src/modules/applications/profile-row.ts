import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { ApplicationRow } from './application.ts'
import type { Paper } from './paper.ts'

export interface Work {
  id: string
  title: string
  client: string | null
  place: string | null
  startedOn: string | null
  endedOn: string | null
  amount: number | null
  currency: string | null
  role: string | null
  description: string | null
  link: string | null
}

type Applicant = Pick<ApplicationRow, 'tenantId' | 'personId' | 'companyId'>

const kindOf = ({ companyId }: Applicant) => (companyId === null ? 'person' : 'company')
const idOf = ({ personId, companyId }: Applicant) => companyId ?? personId

/** What the applicant’s profile shows for it: to choose from. */
export function papersOf(run: RunSql, applicant: Applicant): Promise<Paper[]> {
  return run<Paper>(sql`
    SELECT k.paper_id AS id, k.paper_kind AS kind, k.title, k.issuer, k.jurisdiction, k.amount::float8 AS amount, k.currency,
      k.issued_on::text AS "issuedOn", k.expires_on::text AS "expiresOn"
    FROM contractor_papers k WHERE k.tenant_id = ${applicant.tenantId}::uuid AND k.kind = ${kindOf(applicant)}
      AND k.contractor_id = ${idOf(applicant)}::uuid ORDER BY k.paper_kind, k.title, k.paper_id LIMIT 200`)
}

export function worksOf(run: RunSql, applicant: Applicant): Promise<Work[]> {
  return run<Work>(sql`
    SELECT w.work_id AS id, w.title, w.client, w.place, w.started_on::text AS "startedOn", w.ended_on::text AS "endedOn",
      w.amount::float8 AS amount, w.currency, w.role, w.description, w.link
    FROM contractor_works w WHERE w.tenant_id = ${applicant.tenantId}::uuid AND w.kind = ${kindOf(applicant)}
      AND w.contractor_id = ${idOf(applicant)}::uuid
    ORDER BY coalesce(w.ended_on, 'infinity') DESC, w.started_on DESC NULLS LAST, w.work_id LIMIT 200`)
}
