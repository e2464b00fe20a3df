import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { DeclineWitnessing, SealingReference } from '../contract.ts'
import { witnessDeclined } from '../facts.ts'
import { command } from '../room.ts'
import { acceptedAlready, declinedAlready, notDraft, notWitness } from '../sealing.ts'
import { findSealing, type SealingRow } from '../sealing-row.ts'

/** As long as nobody holds a part of the key: staff name somebody else. Until they do one may agree after all. */
export const declineWitnessing = command({
  name: 'applications.declineWitnessing',
  summary: 'Decline to be a witness of sealed bids, and say why if you like',
  permission: 'person',
  input: DeclineWitnessing,
  output: SealingReference,
  http: { method: 'post', path: '/projects/:projectId/sealing/refusal' },
  severity: 'notable',
  target: ({ tx, actor, now }, { projectId }) =>
    findSealing(tx.sql, { actor, now }, projectId, { locked: true }),
  rule: (_actor, sealing) => mayDecline(sealing),
  async run({ tx, actor, now, record, emit }, { projectId, reason }, { tenantId }) {
    const personId = personOf(actor)
    await tx.sql(sql`
      UPDATE sealing_witnesses SET declined_at = ${now}, decline_reason = ${reason}
      WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid AND person_id = ${personId}::uuid`)
    record({ type: 'sealing', id: projectId }, null, { declinedBy: personId })
    emit(witnessDeclined, { projectId, personId })
    return { projectId }
  },
})

function mayDecline({ isWitness, acceptedAt, declinedAt, project }: SealingRow) {
  if (!isWitness) return notWitness()
  if (project.status !== 'draft') return notDraft()
  if (acceptedAt !== null) return acceptedAlready()
  return declinedAt === null ? null : declinedAlready()
}
