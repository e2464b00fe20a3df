import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { OpenBids, SealingReference } from '../contract.ts'
import { bidsOpened } from '../facts.ts'
import { command } from '../room.ts'
import { joinKey, openWith, publicHalf, unwrapKey } from '../seal.ts'
import {
  givenAlready,
  notReady,
  notWitness,
  openedAlready,
  openedPurpose,
  openingFault,
  sharePurpose,
  witnessOf,
  wrongPassphrase,
} from '../sealing.ts'
import { findSealing, type SealingRow, witnessesOf } from '../sealing-row.ts'

/**
 * A witness gives their part; the one with whom there are enough opens the bids. Until then parts wait under the keys of the
 * server: fewer than enough say nothing about the key.
 */
export const openBids = command({
  name: 'applications.openBids',
  summary: 'Give your part to open the sealed bids of a project, once no more of them come in',
  permission: 'person',
  input: OpenBids,
  output: SealingReference,
  http: { method: 'post', path: '/projects/:projectId/sealing/opening' },
  severity: 'critical',
  tokens: false,
  idempotent: false,
  limits: [{ by: 'account', count: 10, seconds: 900, isSpentLater: true }],
  async prepare({ sql: run, actor, now, spend }, { projectId, passphrase }) {
    const sealing = await findSealing(run, { actor, now }, projectId)
    if (!sealing?.wrappedKey || !sealing.share || mayGive(sealing, now)) return null
    // Whoever comes too early has not tried a passphrase.
    await spend()
    const belongsTo = witnessOf(projectId)
    const own = await unwrapKey(sealing.wrappedKey, passphrase, belongsTo)
    return own && openWith(own, belongsTo, sealing.share)
  },
  target: ({ tx, actor, now }, { projectId }) =>
    findSealing(tx.sql, { actor, now }, projectId, { locked: true }),
  rule: (_actor, sealing, now) => mayGive(sealing, now),
  async run({ tx, actor, now, prepared: part, services, record, emit, refused }, { projectId }, sealing) {
    if (!part) return refused(wrongPassphrase())
    const { tenantId, threshold, publicKey } = sealing
    const { crypto } = services
    const personId = personOf(actor)
    const of = sql`tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`
    await tx.sql(sql`
      UPDATE sealing_witnesses SET sealed_given_share = ${crypto.seal(sharePurpose, part)}, given_at = ${now}
      WHERE ${of} AND person_id = ${personId}::uuid`)
    record({ type: 'sealing', id: projectId }, null, { givenBy: personId })
    const given = (await witnessesOf(tx.sql, tenantId, projectId)).flatMap(({ sealedGivenShare }) =>
      sealedGivenShare ? [crypto.open(sharePurpose, sealedGivenShare)] : [],
    )
    if (given.length < threshold) return { projectId }
    const key = await joinKey(given)
    if (!publicKey || !publicHalf(key).equals(publicKey))
      throw new Error('The parts do not make the key of the project.')
    await tx.sql(sql`
      UPDATE sealings SET opened_at = ${now}, sealed_opened_key = ${crypto.seal(openedPurpose, key)} WHERE ${of}`)
    await tx.sql(sql`UPDATE sealing_witnesses SET sealed_given_share = NULL WHERE ${of}`)
    record({ type: 'sealing', id: projectId }, { isOpen: false }, { isOpen: true })
    emit(bidsOpened, { projectId })
    return { projectId }
  },
})

function mayGive(sealing: SealingRow, now: Date) {
  const { isWitness, publicKey, openedAt, givenAt, project } = sealing
  if (!isWitness) return notWitness()
  if (openedAt !== null) return openedAlready()
  if (givenAt !== null) return givenAlready()
  return publicKey === null ? notReady() : openingFault(project, now)
}
