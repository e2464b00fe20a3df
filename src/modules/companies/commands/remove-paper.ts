import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { findCompany } from '../company-row.ts'
import { CompanyReference, PaperReference } from '../contract.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'

export const removePaper = command({
  name: 'companies.removePaper',
  summary: 'Remove a licence, a bond, an insurance or a certification of a company that you manage',
  permission: 'member',
  input: PaperReference,
  output: CompanyReference,
  http: { method: 'delete', path: '/companies/:companyId/papers/:paperId' },
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: onlyManagers,
  async run({ tx, call, record }, { companyId, paperId }, { tenantId }) {
    const [gone] = await tx.sql<{ kind: string; title: string; scanId: string | null }>(sql`
      DELETE FROM company_papers WHERE id = ${paperId}::uuid AND tenant_id = ${tenantId}::uuid AND company_id = ${companyId}::uuid
      RETURNING kind, title, scan_id AS "scanId"`)
    if (!gone) throw notFound()
    if (gone.scanId)
      await call(dropFile, { fileId: gone.scanId }, { as: system('a paper is removed', tenantId) })
    record({ type: 'companyPaper', id: paperId }, gone, null)
    return { companyId }
  },
})
