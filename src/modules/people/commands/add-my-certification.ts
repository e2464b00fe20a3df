import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { AddMyCertification } from '../contract.ts'
import { tooManyCertifications } from '../errors.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

/** More than anybody has; past it a script is at work. */
const mostCertifications = 60

export const addMyCertification = command({
  name: 'people.addMyCertification',
  summary: 'Add a certification or licence of yours',
  permission: 'member',
  input: AddMyCertification,
  output: z.strictObject({ certificationId: z.uuid(), name: z.string() }),
  http: { method: 'post', path: '/me/certifications', status: 201 },
  // The person is locked, so that two who add at once are counted one after the other.
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  async run({ tx, actor, now, record }, said, { personId }) {
    const [counted] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM certifications WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ${personId}::uuid`)
    if ((counted?.count ?? 0) >= mostCertifications) throw tooManyCertifications()
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO certifications (id, tenant_id, person_id, kind, name, issuer, number, jurisdiction, amount, currency, basis, issued_on,
        expires_on, created_at, updated_at)
      VALUES (${id}::uuid, ${actor.tenantId}::uuid, ${personId}::uuid, ${said.kind}, ${said.name}, ${said.issuer}, ${said.number},
        ${said.jurisdiction}, ${said.amount}::bigint, ${said.currency}, ${said.basis}, ${said.issuedOn}::date, ${said.expiresOn}::date,
        ${now}, ${now})`)
    record({ type: 'certification', id }, null, { personId, ...said })
    return { certificationId: id, name: said.name }
  },
})
