import { z } from 'zod'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { VerifyPerson } from '../contract.ts'
import { memberChanged } from '../facts.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { findPlacedPerson, lockPerson } from '../standing-row.ts'

export const verifyPerson = command({
  name: 'membership.verifyPerson',
  summary: 'Note that you have seen a document that says who a person is',
  permission: 'membership.verify',
  input: VerifyPerson,
  output: z.strictObject({ verificationId: z.uuid() }),
  http: { method: 'post', path: '/people/:personId/verifications', status: 201 },
  severity: 'notable',
  target: ({ tx, actor, now }, { personId }) =>
    findPlacedPerson(tx.sql, { personId }, { actor, now, permission: 'membership.verify' }, lockPerson),
  rule: notAboutOneself,
  async run({ tx, actor, now, record, emit }, { note }, { tenantId, personId }) {
    const id = newId(now.getTime())
    const verifiedBy = personBehind(actor)
    await tx.verification.create({
      data: { id, tenantId, personId, kind: 'document', note, verifiedBy, verifiedAt: now },
    })
    record({ type: 'verification', id }, null, { personId, kind: 'document', note })
    emit(memberChanged, { personId })
    return { verificationId: id }
  },
})
