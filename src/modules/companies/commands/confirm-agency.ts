import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { nobodyAsked } from '../company.ts'
import { findCompany } from '../company-row.ts'
import { CompanyReference } from '../contract.ts'
import { command } from '../room.ts'

export const confirmAgency = command({
  name: 'companies.confirmAgency',
  summary: 'Agree to act for a company that you were asked to act for',
  permission: 'member',
  input: CompanyReference,
  output: CompanyReference,
  http: { method: 'post', path: '/companies/:companyId/agencies/mine' },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  async run({ tx, actor, now, record }, { companyId }) {
    const personId = personOf(actor)
    const [agency] = await tx.sql<{ id: string; powers: string[] }>(sql`
      UPDATE agencies SET confirmed_at = ${now}, asked_address = NULL WHERE company_id = ${companyId}::uuid AND person_id = ${personId}::uuid
        AND ended_at IS NULL AND confirmed_at IS NULL RETURNING id, powers`)
    if (!agency) throw nobodyAsked()
    record({ type: 'agency', id: agency.id }, null, { companyId, personId, powers: agency.powers })
    return { companyId }
  },
})
