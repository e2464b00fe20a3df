import { foundedLater, taxPurpose } from '../company.ts'
import { findCompany } from '../company-row.ts'
import { ChangeCompany, CompanyReference } from '../contract.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'

/** A verification is about what was seen: a name or a number that changes has to be seen anew. */
export const changeCompany = command({
  name: 'companies.changeCompany',
  summary: 'Change what a company that you manage says about itself',
  permission: 'member',
  input: ChangeCompany,
  output: CompanyReference,
  http: { method: 'put', path: '/companies/:companyId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: onlyManagers,
  async run({ tx, now, record, services }, { companyId, taxNumber, ...said }, before) {
    const later = foundedLater(said.foundedIn, now)
    if (later) throw later
    const stays =
      said.legalName === before.legalName &&
      said.country === before.country &&
      said.registrationNumber === before.registrationNumber
    await tx.company.update({
      where: { id: companyId },
      data: {
        ...said,
        ...(taxNumber !== undefined && {
          sealedTaxNumber:
            taxNumber === null ? null : Uint8Array.from(services.crypto.seal(taxPurpose, taxNumber)),
        }),
        ...(!stays && { verifiedAt: null, verifiedBy: null }),
        version: before.version + 1,
        updatedAt: now,
      },
    })
    const { sealedTaxNumber } = before
    const was = sealedTaxNumber && services.crypto.openText(taxPurpose, sealedTaxNumber)
    record(
      { type: 'company', id: companyId },
      { ...before, taxNumber: was },
      { ...said, ...(taxNumber !== undefined && { taxNumber }) },
    )
    return { companyId }
  },
})
