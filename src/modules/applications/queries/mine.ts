import { sql } from '../../../platform/db/sql.ts'
import { isId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { lackedOfCondition } from '../../membership/index.ts'
import { askedOf, offeredTo, readProject, readProjectAt } from '../../projects/index.ts'
import type { AppliedFor, Status } from '../application.ts'
import { applicantName, findApplication } from '../application-row.ts'
import {
  ApplicantsOf,
  ApplicantsToTell,
  ApplicationReference,
  BidReference,
  MyApplications,
  Nothing,
  ReceiptLetter,
  ReceiptsReply,
  StartReference,
  StartReply,
} from '../contract.ts'
import { ownApplications, readByOthers } from '../policy.ts'
import { query } from '../room.ts'
import { applicantReply, projectReply } from '../views.ts'

interface MyRow {
  id: string
  personId: string | null
  companyId: string | null
  applicantName: string
  status: Status
  submittedAt: Date | null
  isWriting: boolean
  withdrawnAt: Date | null
  project: Pick<AppliedFor, 'id' | 'slug' | 'title' | 'status' | 'timeZone' | 'closeReason' | 'cancelReason'>
  deadline: Date | null
  closedAt: Date | null
  endedAt: Date | null
}

export const listMyApplications = query({
  name: 'applications.listMyApplications',
  summary: 'List your applications, and those of companies that you act for, the latest first',
  permission: 'person',
  input: Nothing,
  output: MyApplications,
  http: { method: 'get', path: '/me/applications' },
  async run({ db, actor, now }) {
    const rows = await db.sql<MyRow>(sql`
      SELECT a.id, a.person_id AS "personId", a.company_id AS "companyId", ${applicantName} AS "applicantName", a.status,
        a.submitted_at AS "submittedAt", a.withdrawn_at AS "withdrawnAt", a.draft IS NOT NULL AS "isWriting",
        json_build_object('id', j.project_id, 'slug', j.slug, 'title', j.title, 'status', j.status, 'timeZone', j.time_zone,
          'closeReason', j.close_reason, 'cancelReason', j.cancel_reason) AS project,
        j.deadline, j.closed_at AS "closedAt", j.ended_at AS "endedAt"
      FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
      WHERE ${ownApplications(actor)} ORDER BY a.id DESC LIMIT 200`)
    return {
      items: rows.map(({ project, deadline, closedAt, endedAt, ...row }) => ({
        id: row.id,
        project: projectReply({ ...project, deadline, closedAt, endedAt }, now),
        applicant: applicantReply(row),
        status: row.status,
        submittedAt: row.submittedAt,
        withdrawnAt: row.withdrawnAt,
        isWriting: row.isWriting,
      })),
    }
  },
})

export const readReceipts = query({
  name: 'applications.readReceipts',
  summary:
    'Read what was handed in when, and its hash: for the applicant, and for those who look after the project',
  permission: 'person',
  input: ApplicationReference,
  output: ReceiptsReply,
  http: { method: 'get', path: '/applications/:applicationId/receipts' },
  target: ({ db, actor, now }, { applicationId }) => findApplication(db.sql, { actor, now }, applicationId),
  isWatched: (input, application) => readByOthers(input, application),
  async run({ db, now }, { applicationId }, application) {
    return {
      applicationId,
      project: projectReply(application.project, now),
      applicant: applicantReply(application),
      status: application.status,
      items: await db.sql<ReceiptsReply['items'][number]>(sql`
        SELECT b.number, b.submitted_at AS "submittedAt", coalesce(p.display_name, '') AS "submittedBy", encode(b.hash, 'hex') AS hash,
          b.ended_at AS "endedAt", b.document IS NOT NULL AS "isKept"
        FROM bids b LEFT JOIN directory_people p ON p.tenant_id = b.tenant_id AND p.person_id = b.submitted_by
        WHERE b.tenant_id = ${application.tenantId}::uuid AND b.application_id = ${applicationId}::uuid ORDER BY b.number DESC`),
    }
  },
})

export const readReceiptLetter = query({
  name: 'applications.readReceiptLetter',
  summary: 'What there is to write about something that was handed in, and to whom',
  permission: 'system',
  input: BidReference,
  output: ReceiptLetter,
  async run({ db, actor }, { applicationId, number }) {
    const [letter] = await db.sql<NonNullable<ReceiptLetter>>(sql`
      SELECT j.title AS "projectTitle", j.time_zone AS "timeZone", ${applicantName} AS "applicantName", b.submitted_at AS "submittedAt",
        encode(b.hash, 'hex') AS hash, b.ended_at AS "endedAt", array_remove(ARRAY[b.submitted_by], NULL) AS "personIds"
      FROM bids b JOIN applications a ON a.tenant_id = b.tenant_id AND a.id = b.application_id
      JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
      WHERE b.tenant_id = ${actor.tenantId}::uuid AND b.application_id = ${applicationId}::uuid AND b.number = ${number}`)
    return letter ?? null
  },
})

/** As whom somebody may apply for a project that they find: themselves, as far as it takes people, and companies that they apply for. */
export const readStart = query({
  name: 'applications.readStart',
  summary: 'Read as whom you may apply for a project, and where you have done so already',
  permission: 'person',
  input: StartReference,
  output: StartReply,
  http: { method: 'get', path: '/projects/:projectId/start' },
  target: ({ ask }, { projectId }) =>
    isId(projectId) ? ask(readProject, { projectId }) : ask(readProjectAt, { slug: projectId }),
  async run({ db, actor, now, text, locale }, _input, project) {
    const { id, openTo } = project
    const parties = await db.sql<StartReply['parties'][number]>(sql`
      SELECT NULL::uuid AS "companyId", p.display_name AS name, (SELECT a.id FROM applications a
        WHERE a.project_id = ${id}::uuid AND a.person_id = p.person_id AND a.set_aside_at IS NULL) AS "applicationId",
        EXISTS (SELECT FROM sealing_witnesses w WHERE w.tenant_id = p.tenant_id AND w.project_id = ${id}::uuid AND w.person_id = p.person_id) AS "isWitness"
      FROM directory_people p WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ${personOf(actor)}::uuid AND ${openTo !== 'company'}
      UNION ALL
      SELECT g.company_id, g.legal_name, (SELECT a.id FROM applications a WHERE a.project_id = ${id}::uuid AND a.company_id = g.company_id),
        EXISTS (SELECT FROM sealing_witnesses w JOIN company_agents o ON o.tenant_id = w.tenant_id AND o.person_id = w.person_id
          WHERE w.tenant_id = g.tenant_id AND w.project_id = ${id}::uuid AND o.company_id = g.company_id)
      FROM company_agents g WHERE g.tenant_id = ${actor.tenantId}::uuid AND g.person_id = ${personOf(actor)}::uuid
        AND g.powers && '{apply,manage}' AND ${openTo !== 'person'}
      ORDER BY 2, 1 LIMIT 100`)
    const { maxApplications, applications, sealing } = project
    const { tenantId = null } = actor
    const offered = await offeredTo(db.sql, { tenantId, id, visibility: project.visibility }, personOf(actor))
    const me = { tenantId: tenantId ?? '', personId: personOf(actor) }
    const reader = { now, text, locale: locale() }
    return {
      project: {
        ...projectReply(project, now),
        openTo,
        maxApplications,
        placesLeft: applications.left,
        sealing,
      },
      lacking: await lackedOfCondition(db.sql, me, askedOf(project), reader),
      parties: parties.filter(({ companyId }) => offered(companyId)),
    }
  },
})

export const listApplicantsToTell = query({
  name: 'applications.listApplicantsToTell',
  summary: 'List whom to tell of a project that they apply for: that it was changed, or ended',
  permission: 'system',
  input: ApplicantsOf,
  output: ApplicantsToTell,
  async run({ db, actor }, { projectId }) {
    return {
      items: await db.sql<ApplicantsToTell['items'][number]>(sql`
        SELECT a.id AS "applicationId", j.title AS "projectTitle", a.status NOT IN ('draft', 'withdrawn') AS "isSubmitted",
          CASE WHEN a.company_id IS NULL THEN ARRAY[a.person_id] ELSE ARRAY(SELECT g.person_id FROM company_agents g
            WHERE g.tenant_id = a.tenant_id AND g.company_id = a.company_id AND g.powers && '{apply,manage}' ORDER BY g.person_id) END AS "personIds"
        FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
        WHERE a.tenant_id = ${actor.tenantId}::uuid AND a.project_id = ${projectId}::uuid
          AND a.set_aside_at IS NULL AND (a.draft IS NOT NULL OR a.status NOT IN ('draft', 'withdrawn')) ORDER BY a.id`),
    }
  },
})
