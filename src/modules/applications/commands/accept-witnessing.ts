import { sql } from '../../../platform/db/sql.ts'
import { personOf, system } from '../../../platform/policy/actor.ts'
import { noteSealing } from '../../projects/index.ts'
import { AcceptWitnessing, SealingReference } from '../contract.ts'
import { command } from '../room.ts'
import { newKeyPair, sealTo, splitKey, wrapKey } from '../seal.ts'
import { acceptedAlready, notDraft, notWitness, witnessOf } from '../sealing.ts'
import { findSealing, type SealingRow, witnessesOf } from '../sealing-row.ts'

/**
 * Each witness has a key of their own under their passphrase. Once the last one has agreed, the key of the project is made,
 * split, each part sealed to its witness, and forgotten: it stands nowhere any more until enough of them open it.
 */
export const acceptWitnessing = command({
  name: 'applications.acceptWitnessing',
  summary:
    'Agree to be a witness of sealed bids, under a passphrase that nobody else knows and nobody can reset',
  permission: 'person',
  input: AcceptWitnessing,
  output: SealingReference,
  http: { method: 'post', path: '/projects/:projectId/sealing/acceptance' },
  severity: 'critical',
  tokens: false,
  idempotent: false,
  async prepare({ sql: run, actor, now, services: { config } }, { projectId, passphrase }) {
    const sealing = await findSealing(run, { actor, now }, projectId)
    if (!sealing || mayAccept(sealing)) return null
    const { publicKey, privateKey } = newKeyPair()
    const wrapped = await wrapKey(privateKey, passphrase, witnessOf(projectId), {
      memoryCost: config.PASSWORD_MEMORY_KIB,
      timeCost: config.PASSWORD_ITERATIONS,
    })
    return { publicKey, wrapped }
  },
  target: ({ tx, actor, now }, { projectId }) =>
    findSealing(tx.sql, { actor, now }, projectId, { locked: true }),
  rule: (_actor, sealing) => mayAccept(sealing),
  async run({ tx, actor, now, prepared, call, record }, { projectId }, { tenantId, threshold }) {
    // Named in the very moment in which they agreed: they may say it again.
    if (!prepared) throw notWitness()
    const personId = personOf(actor)
    const of = sql`tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`
    await tx.sql(sql`
      UPDATE sealing_witnesses SET public_key = ${prepared.publicKey}, wrapped_key = ${prepared.wrapped}, accepted_at = ${now},
        declined_at = NULL, decline_reason = NULL
      WHERE ${of} AND person_id = ${personId}::uuid`)
    record({ type: 'sealing', id: projectId }, null, { acceptedBy: personId })
    const witnesses = await witnessesOf(tx.sql, tenantId, projectId)
    const keys = witnesses.flatMap((witness) =>
      witness.publicKey ? [{ ...witness, publicKey: witness.publicKey }] : [],
    )
    if (keys.length < witnesses.length) return { projectId }
    const { publicKey, privateKey } = newKeyPair()
    const parts = await splitKey(privateKey, keys.length, threshold)
    privateKey.fill(0)
    for (const [index, witness] of keys.entries()) {
      const part = parts[index] ?? Buffer.alloc(0)
      const share = sealTo(witness.publicKey, witnessOf(projectId), part)
      part.fill(0)
      await tx.sql(sql`
        UPDATE sealing_witnesses SET share = ${share} WHERE ${of} AND person_id = ${witness.personId}::uuid`)
    }
    await tx.sql(sql`UPDATE sealings SET public_key = ${publicKey}, ready_at = ${now} WHERE ${of}`)
    await call(
      noteSealing,
      { projectId, sealing: 'ready' },
      { as: system('each witness has agreed', tenantId) },
    )
    record({ type: 'sealing', id: projectId }, { isReady: false }, { isReady: true })
    return { projectId }
  },
})

function mayAccept({ isWitness, acceptedAt, project }: SealingRow) {
  if (!isWitness) return notWitness()
  if (project.status !== 'draft') return notDraft()
  return acceptedAt === null ? null : acceptedAlready()
}
