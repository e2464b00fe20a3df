import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { hasPower, lastManager, notPowered, type Power } from '../company.ts'
import { findCompany } from '../company-row.ts'
import { AgencyReference, CompanyReference } from '../contract.ts'
import { command } from '../room.ts'

/** Whoever manages it ends what others may do; each ends what they may do themselves, and turns down what they were asked. */
export const endAgency = command({
  name: 'companies.endAgency',
  summary: 'Let somebody, or yourself, act for a company no more',
  permission: 'member',
  input: AgencyReference,
  output: CompanyReference,
  http: { method: 'delete', path: '/companies/:companyId/agencies/:agencyId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  async run({ tx, actor, now, record }, { companyId, agencyId }, company) {
    const agencies = await tx.sql<{
      id: string
      personId: string | null
      powers: Power[]
      isConfirmed: boolean
    }>(sql`
      SELECT id, person_id AS "personId", powers, confirmed_at IS NOT NULL AS "isConfirmed" FROM agencies
      WHERE company_id = ${companyId}::uuid AND ended_at IS NULL`)
    const ending = agencies.find(({ id }) => id === agencyId)
    if (!ending) throw notFound()
    const isOwn = actor.kind === 'account' && actor.personId === ending.personId
    if (!isOwn && !hasPower(company.powers, 'manage')) throw notPowered()
    const manages = ({ id, powers, isConfirmed }: (typeof agencies)[number]) =>
      id !== agencyId && isConfirmed && powers.includes('manage')
    if (ending.isConfirmed && ending.powers.includes('manage') && !agencies.some(manages)) throw lastManager()
    await tx.agency.update({ where: { id: agencyId }, data: { endedAt: now, askedAddress: null } })
    const { personId, powers } = ending
    record({ type: 'agency', id: agencyId }, { companyId, personId, powers }, null)
    return { companyId }
  },
})
