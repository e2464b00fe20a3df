import { findCompany } from '../company-row.ts'
import { CompanyReference, SuspendCompany } from '../contract.ts'
import { command } from '../room.ts'

export const suspendCompany = command({
  name: 'companies.suspendCompany',
  summary: 'Let nobody act for a company for now, with the reason',
  permission: 'companies.decide',
  input: SuspendCompany,
  output: CompanyReference,
  http: { method: 'post', path: '/companies/:companyId/suspension' },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  async run({ tx, now, record }, { companyId, reason }, before) {
    const decided = { status: 'suspended', suspendedReason: reason }
    await tx.company.update({
      where: { id: companyId },
      data: { ...decided, version: before.version + 1, updatedAt: now },
    })
    const { status, suspendedReason } = before
    record({ type: 'company', id: companyId }, { status, suspendedReason }, decided)
    return { companyId }
  },
})
