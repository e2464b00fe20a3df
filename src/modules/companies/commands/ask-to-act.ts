import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { hasPower, mostAsked, onlyToManage, tooManyAsked } from '../company.ts'
import { findCompany } from '../company-row.ts'
import { AgencyReference, AskToAct } from '../contract.ts'
import { askedToAct } from '../facts.ts'
import { onlyActive, onlyWhoMayAsk } from '../policy.ts'
import { command } from '../room.ts'

/** It counts once they say yes. Until then the address stands for them, and the reply is the same for one that nobody has. */
export const askToAct = command({
  name: 'companies.askToAct',
  summary:
    'Ask a member, by their address, to act for a company that you manage, or as staff for one that nobody manages',
  permission: 'member',
  input: AskToAct,
  output: AgencyReference,
  http: { method: 'post', path: '/companies/:companyId/agencies', status: 201 },
  severity: 'notable',
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: (actor, company, ...rest) =>
    onlyWhoMayAsk(actor, company, ...rest) ?? onlyActive(actor, company, ...rest),
  async run({ tx, actor, now, record, emit }, { companyId, address, powers }, { tenantId, powers: own }) {
    // Staff find somebody who manages it, and leave to them who else acts for it.
    if (!hasPower(own, 'manage') && !powers.includes('manage')) throw onlyToManage()
    // The company is locked: two who ask at once count each other. Asking for the same address anew is told as that.
    const waiting = await tx.agency.count({
      where: { tenantId, companyId, confirmedAt: null, endedAt: null, NOT: { askedAddress: address } },
    })
    if (waiting >= mostAsked) throw tooManyAsked({ values: { most: mostAsked } })
    const [person] = await tx.sql<{ personId: string }>(sql`
      SELECT p.person_id AS "personId" FROM people p JOIN account_addresses a ON a.account_id = p.account_id
      WHERE p.tenant_id = ${tenantId}::uuid AND lower(a.email::text) = lower(${address}) FOR KEY SHARE OF p`)
    // Whether somebody here has this address is not for whoever asks to know: it is asked all the same.
    const personId = person?.personId ?? null
    const id = newId(now.getTime())
    const askedBy = personBehind(actor)
    await tx.agency.create({
      data: { id, tenantId, companyId, personId, askedAddress: address, powers, askedBy, askedAt: now },
    })
    record({ type: 'agency', id }, null, { companyId, personId, powers })
    emit(askedToAct, { companyId, agencyId: id })
    return { companyId, agencyId: id }
  },
})
