import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { foundedLater, mostCompanies, taxPurpose, tooManyCompanies } from '../company.ts'
import { CompanyReference, RegisterCompany } from '../contract.ts'
import { command } from '../room.ts'

/** Whoever registers it manages it, until somebody else does as well. */
export const registerCompany = command({
  name: 'companies.registerCompany',
  summary: 'Register a company of yours, which you manage then',
  permission: 'member',
  input: RegisterCompany,
  output: CompanyReference,
  http: { method: 'post', path: '/companies', status: 201 },
  severity: 'notable',
  async run({ tx, actor, now, record, services }, { taxNumber, ...said }) {
    const [tenantId, personId] = [actor.tenantId as string, personOf(actor)]
    const later = foundedLater(said.foundedIn, now)
    if (later) throw later
    // Two that are registered at once are counted one after the other.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`companies of ${personId}`}, 0))`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM agencies WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL`)
    if (count >= mostCompanies) throw tooManyCompanies({ values: { most: mostCompanies } })
    const id = newId(now.getTime())
    const sealedTaxNumber = taxNumber ? Uint8Array.from(services.crypto.seal(taxPurpose, taxNumber)) : null
    await tx.company.create({
      data: { ...said, id, tenantId, sealedTaxNumber, createdAt: now, updatedAt: now },
    })
    await tx.agency.create({
      data: {
        id: newId(now.getTime()),
        tenantId,
        companyId: id,
        personId,
        powers: ['manage'],
        askedBy: personId,
        askedAt: now,
        confirmedAt: now,
      },
    })
    record({ type: 'company', id }, null, { ...said, ...(taxNumber && { taxNumber }) })
    return { companyId: id }
  },
})
