import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { CompanyRow } from './company.ts'
import { findCompany } from './company-row.ts'

export interface PaperRow extends CompanyRow {
  scanId: string | null
}

/** A paper of a company that one knows, with the company, which is locked: its papers change one after the other. */
export async function lockPaper(
  run: RunSql,
  { companyId, paperId }: { companyId: string; paperId: string },
  actor: Actor,
  now: Date,
): Promise<PaperRow | null> {
  const company = await findCompany(run, companyId, actor, now, { locked: true })
  const [paper] = await run<{ scanId: string | null }>(sql`
    SELECT scan_id AS "scanId" FROM company_papers
    WHERE tenant_id = ${actor.tenantId}::uuid AND company_id = ${companyId}::uuid AND id = ${paperId}::uuid`)
  return company && paper ? { ...company, ...paper } : null
}
