import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { Nothing, VerificationReference } from '../contract.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { findPlacedPerson } from '../standing-row.ts'

/** It counts no more, and stays as history. */
export const endVerification = command({
  name: 'membership.endVerification',
  summary: 'Take back that it was checked who a person is',
  permission: 'membership.verify',
  input: VerificationReference,
  output: Nothing,
  http: { method: 'delete', path: '/verifications/:verificationId' },
  severity: 'notable',
  async target({ tx, actor, now }, { verificationId }) {
    const [row] = await tx.sql<{ personId: string }>(sql`
      SELECT person_id AS "personId" FROM verifications WHERE id = ${verificationId}::uuid AND ended_at IS NULL FOR NO KEY UPDATE`)
    return row ? findPlacedPerson(tx.sql, row, { actor, now, permission: 'membership.verify' }) : null
  },
  rule: notAboutOneself,
  async run({ tx, actor, now, record }, { verificationId }, { personId }) {
    const endedBy = personBehind(actor)
    await tx.verification.update({ where: { id: verificationId }, data: { endedAt: now, endedBy } })
    record(
      { type: 'verification', id: verificationId },
      { personId, endedAt: null },
      { personId, endedAt: now },
    )
    return {}
  },
})
