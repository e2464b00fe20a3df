import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { lockCertification } from '../certification-row.ts'
import { ChangeMyCertification, Versioned } from '../contract.ts'
import { command } from '../room.ts'

export const changeMyCertification = command({
  name: 'people.changeMyCertification',
  summary: 'Change a certification or licence of yours',
  permission: 'member',
  input: ChangeMyCertification,
  output: Versioned,
  http: { method: 'put', path: '/me/certifications/:certificationId' },
  target: ({ tx, actor }, { certificationId }) => lockCertification(tx.sql, certificationId, personOf(actor)),
  async run({ tx, now, record }, { certificationId: _id, ...said }, certification) {
    const { id, version } = certification
    await tx.sql(sql`
      UPDATE certifications SET kind = ${said.kind}, name = ${said.name}, issuer = ${said.issuer}, number = ${said.number},
        jurisdiction = ${said.jurisdiction}, amount = ${said.amount}::bigint, currency = ${said.currency}, basis = ${said.basis},
        issued_on = ${said.issuedOn}::date, expires_on = ${said.expiresOn}::date, version = version + 1, updated_at = ${now}
      WHERE id = ${id}::uuid`)
    record({ type: 'certification', id }, certification, said)
    return { version: version + 1 }
  },
})
