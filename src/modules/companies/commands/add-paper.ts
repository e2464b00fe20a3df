import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { mostPapers, tooManyPapers } from '../company.ts'
import { findCompany } from '../company-row.ts'
import { AddPaper, PaperReference } from '../contract.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'

export const addPaper = command({
  name: 'companies.addPaper',
  summary: 'Add a licence, a bond, an insurance or a certification of a company that you manage',
  permission: 'member',
  input: AddPaper,
  output: PaperReference,
  http: { method: 'post', path: '/companies/:companyId/papers', status: 201 },
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: onlyManagers,
  async run({ tx, now, record }, { companyId, issuedOn, expiresOn, ...said }, { tenantId }) {
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM company_papers WHERE tenant_id = ${tenantId}::uuid AND company_id = ${companyId}::uuid`)
    if (count >= mostPapers) throw tooManyPapers({ values: { most: mostPapers } })
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO company_papers (id, tenant_id, company_id, kind, title, issuer, number, jurisdiction, amount, currency, basis, issued_on,
        expires_on, created_at)
      VALUES (${id}::uuid, ${tenantId}::uuid, ${companyId}::uuid, ${said.kind}, ${said.title}, ${said.issuer}, ${said.number},
        ${said.jurisdiction}, ${said.amount}::bigint, ${said.currency}, ${said.basis}, ${issuedOn}::date, ${expiresOn}::date, ${now})`)
    record({ type: 'companyPaper', id }, null, { companyId, ...said, issuedOn, expiresOn })
    return { companyId, paperId: id }
  },
})
