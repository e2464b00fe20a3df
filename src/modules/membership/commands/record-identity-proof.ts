import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { RecordIdentityProof } from '../contract.ts'
import { memberChanged } from '../facts.ts'
import { command } from '../room.ts'

/**
 * The port for outside services: whoever speaks to one (a room or a job that knows its protocol) calls this once the service
 * has vouched for the person. What the service told about them is not kept.
 */
export const recordIdentityProof = command({
  name: 'membership.recordIdentityProof',
  summary: 'Note that an outside service has vouched for who a person is',
  permission: 'system',
  input: RecordIdentityProof,
  output: z.strictObject({ verificationId: z.uuid() }),
  severity: 'notable',
  async target({ tx, actor }, { personId }) {
    const [person] = await tx.sql<{ tenantId: string; personId: string }>(sql`
      SELECT p.tenant_id AS "tenantId", p.person_id AS "personId" FROM people p
      WHERE p.person_id = ${personId}::uuid AND (${actor.tenantId}::uuid IS NULL OR p.tenant_id = ${actor.tenantId}::uuid)
      FOR NO KEY UPDATE OF p`)
    return person ?? null
  },
  async run({ tx, now, record, emit }, { service }, { tenantId, personId }) {
    const id = newId(now.getTime())
    await tx.verification.create({
      data: { id, tenantId, personId, kind: 'identity', service, verifiedAt: now },
    })
    record({ type: 'verification', id }, null, { personId, kind: 'identity', service })
    emit(memberChanged, { personId })
    return { verificationId: id }
  },
})
