import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { findProject, noteSealing } from '../../projects/index.ts'
import { SealingReference } from '../contract.ts'
import { command } from '../room.ts'
import { notDraft } from '../sealing.ts'

export const unsealProject = command({
  name: 'applications.unsealProject',
  summary: 'Have the bids of a draft project sealed no more',
  permission: 'applications.seal',
  input: SealingReference,
  output: SealingReference,
  http: { method: 'delete', path: '/projects/:projectId/sealing' },
  severity: 'critical',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: (_actor, { status }) => (status === 'draft' ? null : notDraft()),
  async run({ tx, call, record }, { projectId }, { tenantId }) {
    const of = sql`tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`
    await tx.sql(sql`DELETE FROM sealing_witnesses WHERE ${of}`)
    await tx.sql(sql`DELETE FROM sealings WHERE ${of}`)
    await call(noteSealing, { projectId, sealing: null }, { as: system('bids are not sealed', tenantId) })
    record({ type: 'sealing', id: projectId }, {}, null)
    return { projectId }
  },
})
