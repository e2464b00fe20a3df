import { personBehind } from '../../../platform/policy/actor.ts'
import { findCompany } from '../company-row.ts'
import { CompanyReference } from '../contract.ts'
import { command } from '../room.ts'

export const verifyCompany = command({
  name: 'companies.verifyCompany',
  summary: 'Note that you have seen that a company is what it says',
  permission: 'companies.decide',
  input: CompanyReference,
  output: CompanyReference,
  http: { method: 'post', path: '/companies/:companyId/verification' },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  async run({ tx, actor, now, record }, { companyId }, before) {
    const decided = { verifiedAt: now, verifiedBy: personBehind(actor) }
    await tx.company.update({
      where: { id: companyId },
      data: { ...decided, version: before.version + 1, updatedAt: now },
    })
    record({ type: 'company', id: companyId }, { verifiedAt: before.verifiedAt }, decided)
    return { companyId }
  },
})
