import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { InvitationReference } from '../contract.ts'
import { invitationEnded } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

/** What was handed in by then stays handed in: it is decided upon like everything else. */
export const withdrawInvitation = command({
  name: 'projects.withdrawInvitation',
  summary: 'Take an invitation to a project back: who finds the project by it alone finds it no more',
  permission: 'projects.manage',
  input: InvitationReference,
  output: InvitationReference,
  http: { method: 'delete', path: '/projects/:projectId/invitations/:invitationId' },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  async run({ tx, actor, now, record }, { projectId, invitationId }, { tenantId }) {
    const [found] = await tx.sql<{ endedAt: Date | null }>(sql`
      SELECT ended_at AS "endedAt" FROM project_invitations
      WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid AND id = ${invitationId}::uuid`)
    if (!found) throw notFound()
    if (found.endedAt !== null) throw invitationEnded()
    const endedBy = actor.kind === 'account' ? actor.personId : null
    await tx.projectInvitation.update({ where: { id: invitationId }, data: { endedAt: now, endedBy } })
    record({ type: 'projectInvitation', id: invitationId }, { endedAt: null }, { endedAt: now })
    return { projectId, invitationId }
  },
})
