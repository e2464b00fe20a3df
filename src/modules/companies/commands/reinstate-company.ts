import { findCompany } from '../company-row.ts'
import { CompanyReference } from '../contract.ts'
import { command } from '../room.ts'

export const reinstateCompany = command({
  name: 'companies.reinstateCompany',
  summary: 'Let people act for a suspended company again',
  permission: 'companies.decide',
  input: CompanyReference,
  output: CompanyReference,
  http: { method: 'post', path: '/companies/:companyId/reinstatement' },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  async run({ tx, now, record }, { companyId }, before) {
    const decided = { status: 'active', suspendedReason: null }
    await tx.company.update({
      where: { id: companyId },
      data: { ...decided, version: before.version + 1, updatedAt: now },
    })
    const { status, suspendedReason } = before
    record({ type: 'company', id: companyId }, { status, suspendedReason }, decided)
    return { companyId }
  },
})
