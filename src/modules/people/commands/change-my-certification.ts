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
  async run({ tx, now, record }, { name, issuer, number, issuedOn, expiresOn }, certification) {
    const { id, version } = certification
    await tx.sql(sql`
      UPDATE certifications SET name = ${name}, issuer = ${issuer}, number = ${number}, issued_on = ${issuedOn}::date,
        expires_on = ${expiresOn}::date, version = version + 1, updated_at = ${now}
      WHERE id = ${id}::uuid`)
    record({ type: 'certification', id }, certification, { name, issuer, number, issuedOn, expiresOn })
    return { version: version + 1 }
  },
})
