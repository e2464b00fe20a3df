import { z } from 'zod'
import { beginningsOf } from '../../../platform/db/search-words.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import { foldedWords } from '../../../platform/text.ts'
import {
  FindInvitees,
  FoundInvitees,
  InvitationLetter,
  InvitationList,
  type InvitationReply,
  ProjectReference,
} from '../contract.ts'
import { companiesToInvite, peopleToInvite } from '../invitation-row.ts'
import { findProject } from '../project-row.ts'
import { query } from '../room.ts'

export const listInvitations = query({
  name: 'projects.listInvitations',
  summary: 'List who was invited to a project, when and by whom, with what was taken back, the newest first',
  permission: 'projects.manage',
  input: ProjectReference,
  output: InvitationList,
  http: { method: 'get', path: '/projects/:projectId/invitations' },
  target: ({ db, ...reader }, { projectId }) => findProject(db.sql, reader, projectId),
  async run({ db }, _input, { tenantId, id }) {
    const somebody = (p: Sql) =>
      sql`CASE WHEN ${p}.person_id IS NOT NULL THEN json_build_object('id', ${p}.person_id, 'name', ${p}.display_name) END`
    return {
      items: await db.sql<InvitationReply>(sql`
        SELECT i.id, CASE WHEN i.company_id IS NULL THEN 'person' ELSE 'company' END AS kind,
          json_build_object('id', coalesce(i.company_id, i.person_id), 'name', coalesce(c.legal_name, p.display_name, '')) AS contractor,
          ${somebody(sql`b`)} AS "invitedBy", i.invited_at AS "invitedAt", ${somebody(sql`e`)} AS "endedBy", i.ended_at AS "endedAt"
        FROM project_invitations i
        LEFT JOIN people p ON p.tenant_id = i.tenant_id AND p.person_id = i.person_id
        LEFT JOIN directory_companies c ON c.tenant_id = i.tenant_id AND c.company_id = i.company_id
        LEFT JOIN people b ON b.tenant_id = i.tenant_id AND b.person_id = i.invited_by
        LEFT JOIN people e ON e.tenant_id = i.tenant_id AND e.person_id = i.ended_by
        WHERE i.tenant_id = ${tenantId}::uuid AND i.project_id = ${id}::uuid ORDER BY i.invited_at DESC, i.id DESC`),
    }
  },
})

/** Of each kind; whoever looks for others writes more of the name. */
const mostFound = 20

export const findInvitees = query({
  name: 'projects.findInvitees',
  summary: 'Find people and companies by the beginnings of their names, whom you may invite to a project',
  permission: 'projects.manage',
  input: FindInvitees,
  output: FoundInvitees,
  http: { method: 'get', path: '/projects/:projectId/invitation-candidates' },
  target: ({ db, ...reader }, { projectId }) => findProject(db.sql, reader, projectId),
  async run({ db, actor, now }, { search, projectId }, { tenantId }) {
    const words = foldedWords(search)
    if (words.length === 0) return { people: [], companies: [] }
    const keys = words.map((word) => `${tenantId.replaceAll('-', '')}${word}`)
    const beginnings = beginningsOf(words)
    const isNew = (of: Sql) => sql`NOT EXISTS (SELECT FROM project_invitations i
      WHERE i.tenant_id = p.tenant_id AND i.project_id = ${projectId}::uuid AND i.ended_at IS NULL AND ${of})`
    type Found = FoundInvitees['people'][number]
    const [people, companies] = await Promise.all([
      db.sql<Found>(sql`
        SELECT p.person_id AS id, p.display_name AS name FROM directory_people p
        WHERE name_beginnings(p.tenant_id, p.display_name, p.native_name) @> ${keys}::text[] AND ${peopleToInvite(actor, now)} AND ${isNew(sql`i.person_id = p.person_id`)}
        ORDER BY p.sort_name, p.person_id LIMIT ${mostFound}`),
      db.sql<Found>(sql`
        SELECT p.company_id AS id, p.legal_name AS name FROM directory_companies p
        WHERE name_words(p.legal_name, p.trade_name) @@ ${beginnings}::tsquery AND ${companiesToInvite(actor, now)}
          AND ${isNew(sql`i.company_id = p.company_id`)}
        ORDER BY p.legal_name, p.company_id LIMIT ${mostFound}`),
    ])
    return { people, companies }
  },
})

/** For the letter, as far as there is anything to say still. */
export const readInvitationLetter = query({
  name: 'projects.readInvitationLetter',
  summary: 'What there is to write to whoever is invited to a project',
  permission: 'system',
  input: z.strictObject({ invitationId: z.uuid() }),
  output: InvitationLetter.nullable(),
  async run({ db, actor, now }, { invitationId }) {
    const [letter] = await db.sql<InvitationLetter>(sql`
      SELECT j.title AS "projectTitle", j.slug, j.deadline, j.time_zone AS "timeZone", c.legal_name AS "companyName",
        CASE WHEN i.company_id IS NULL THEN ARRAY[i.person_id] ELSE ARRAY(SELECT g.person_id FROM company_agents g
          WHERE g.tenant_id = i.tenant_id AND g.company_id = i.company_id AND g.powers && '{apply,manage}' ORDER BY g.person_id) END AS "personIds"
      FROM project_invitations i JOIN projects j ON j.tenant_id = i.tenant_id AND j.id = i.project_id
      LEFT JOIN directory_companies c ON c.tenant_id = i.tenant_id AND c.company_id = i.company_id
      WHERE i.tenant_id = ${actor.tenantId}::uuid AND i.id = ${invitationId}::uuid AND i.ended_at IS NULL
        AND j.status = 'published' AND j.deadline > ${now}`)
    return letter ?? null
  },
})
