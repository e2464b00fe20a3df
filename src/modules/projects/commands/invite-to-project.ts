import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { InvitedToProject, InviteToProject } from '../contract.ts'
import { contractorInvited } from '../facts.ts'
import { companiesToInvite, peopleToInvite } from '../invitation-row.ts'
import { onlyChangeable } from '../policy.ts'
import { mostInvitations, tooManyInvitations } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

/** Whoever is invited already stays so, and is not written to again. */
export const inviteToProject = command({
  name: 'projects.inviteToProject',
  summary:
    'Invite people and companies to a project: they find it, whoever else does, are told by mail, and may apply',
  permission: 'projects.manage',
  input: InviteToProject,
  output: InvitedToProject,
  http: { method: 'post', path: '/projects/:projectId/invitations', status: 201 },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyChangeable,
  async run({ tx, actor, now, record, emit }, { projectId, personIds, companyIds }, { tenantId, status }) {
    const people = await tx.sql<{ id: string; isThere: boolean }>(sql`
      SELECT n.id, EXISTS (SELECT FROM directory_people p WHERE p.person_id = n.id AND ${peopleToInvite(actor, now)}) AS "isThere"
      FROM unnest(${personIds}::uuid[]) WITH ORDINALITY AS n (id, place) ORDER BY n.place`)
    const companies = await tx.sql<{ id: string; isThere: boolean }>(sql`
      SELECT n.id, EXISTS (SELECT FROM directory_companies p WHERE p.company_id = n.id AND ${companiesToInvite(actor, now)}) AS "isThere"
      FROM unnest(${companyIds}::uuid[]) WITH ORDINALITY AS n (id, place) ORDER BY n.place`)
    const strange = Object.entries({ personIds: people, companyIds: companies }).flatMap(([name, rows]) =>
      rows.flatMap(({ isThere }, index) =>
        isThere ? [] : [{ pointer: `/${name}/${index}`, code: 'notOffered', message: '' }],
      ),
    )
    if (strange.length > 0) throw invalid(strange)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM project_invitations
      WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`)
    if (count + personIds.length + companyIds.length > mostInvitations)
      throw tooManyInvitations({ values: { most: mostInvitations } })
    const invitedBy = actor.kind === 'account' ? actor.personId : null
    const asked = [
      ...new Map(people.map(({ id }) => [id, { personId: id, companyId: null }])).values(),
      ...new Map(companies.map(({ id }) => [id, { personId: null, companyId: id }])).values(),
    ]
    const invited = await tx.sql<{ id: string; personId: string | null; companyId: string | null }>(sql`
      INSERT INTO project_invitations (id, tenant_id, project_id, person_id, company_id, invited_by, invited_at)
      SELECT n.id, ${tenantId}::uuid, ${projectId}::uuid, n.person_id, n.company_id, ${invitedBy}::uuid, ${now}
      FROM unnest(${asked.map(() => newId(now.getTime()))}::uuid[], ${asked.map(({ personId }) => personId)}::uuid[],
        ${asked.map(({ companyId }) => companyId)}::uuid[]) AS n (id, person_id, company_id)
      ON CONFLICT DO NOTHING RETURNING id, person_id AS "personId", company_id AS "companyId"`)
    for (const { id: invitationId, ...whom } of invited) {
      record({ type: 'projectInvitation', id: invitationId }, null, { projectId, ...whom })
      if (status !== 'draft') emit(contractorInvited, { projectId, invitationId })
    }
    return { projectId, invited: invited.length }
  },
})
