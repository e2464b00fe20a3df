import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { linkToFile } from '../../files/index.ts'
import { DecisionRecords, ProjectReference, RecordContents } from '../contract.ts'
import { onceDecided } from '../policy.ts'
import { decisionRecord, findRecordable } from '../record-row.ts'
import { howItWent } from '../record-went.ts'
import { approvalOf, criteriaOf } from '../review-row.ts'
import { query } from '../room.ts'
import { projectReply } from '../views.ts'
import { itemsForTheRecord } from '../weighed-row.ts'

const mostListed = 100

interface RecordRow {
  id: string
  fileId: string
  name: string
  locale: string
  size: number
  sha256: string
  madeAt: Date
  madeBy: string | null
  isOutdated: boolean
}

export const listRecords = query({
  name: 'reviews.listRecords',
  summary: 'List the records of how a project was decided, the newest first, with links that end soon',
  permission: 'reviews.manage',
  input: ProjectReference,
  output: DecisionRecords,
  http: { method: 'get', path: '/projects/:projectId/decision-records' },
  target: ({ db, ...asking }, { projectId }) => findRecordable(db.sql, asking, projectId),
  isWatched: ({ projectId }, _row, { items }) => (items.length === 0 ? null : { projectId }),
  async run({ db, actor, now, services }, _input, { tenantId, projectId }) {
    const rows = await db.sql<RecordRow>(sql`
      SELECT r.id, r.file_id AS "fileId", coalesce(k.name, '') AS name, r.locale, k.size::int AS size, encode(k.sha256, 'hex') AS sha256,
        r.made_at AS "madeAt", p.display_name AS "madeBy",
        EXISTS (SELECT FROM review_decisions d LEFT JOIN appeals e ON e.tenant_id = d.tenant_id AND e.decision_id = d.id
          WHERE d.tenant_id = r.tenant_id AND d.project_id = r.project_id
            AND greatest(d.decided_at, d.second_at, e.filed_at, e.heard_at) > r.made_at) AS "isOutdated"
      FROM decision_records r JOIN kept_files k ON k.tenant_id = r.tenant_id AND k.file_id = r.file_id
      LEFT JOIN people p ON p.tenant_id = r.tenant_id AND p.person_id = r.made_by
      WHERE r.tenant_id = ${tenantId}::uuid AND r.project_id = ${projectId}::uuid
      ORDER BY r.made_at DESC, r.id DESC LIMIT ${mostListed}`)
    const reader = personBehind(actor)
    return {
      items: rows.map(({ fileId, ...row }) => ({
        ...row,
        href: linkToFile(services, decisionRecord, fileId, reader, now),
      })),
    }
  },
})

type Contents = RecordContents
type AppealOf = NonNullable<Contents['decisions'][number]['appeal']>
interface DecisionRow extends Omit<Contents['decisions'][number], 'appeal'> {
  appealStatus: AppealOf['status'] | null
  filedAt: Date
  answer: string | null
  heardAt: Date | null
  heardBy: string | null
}

/** For the task that makes one, which asks as whoever started it. */
export const readRecordContents = query({
  name: 'reviews.readRecordContents',
  summary: 'Read all that a record of how a project was decided tells',
  permission: 'reviews.manage',
  input: ProjectReference,
  output: RecordContents,
  target: ({ db, ...asking }, { projectId }) => findRecordable(db.sql, asking, projectId),
  async run({ db, actor, now, ask }, _input, row) {
    // It may have changed since it was asked for.
    const fault = onceDecided(actor, row, now)
    if (fault) throw fault
    const { tenantId, projectId, timeZone, deadline, hidden, appealDays } = row
    const ofProject = sql`x.tenant_id = ${tenantId}::uuid AND x.project_id = ${projectId}::uuid`
    const [approval, criteria, items, reviewers, sheets, conflicts, decisions, mentioned, history, [taken]] =
      await Promise.all([
        approvalOf(db.sql, row, now),
        criteriaOf(db.sql, row),
        itemsForTheRecord(db.sql, { actor, now }, row),
        db.sql<Contents['reviewers'][number]>(sql`
        SELECT coalesce(p.display_name, '') AS name, x.appointed_at AS "appointedAt", x.ended_at AS "endedAt",
          (SELECT count(*)::int FROM review_sheets c WHERE c.tenant_id = x.tenant_id AND c.project_id = x.project_id
            AND c.person_id = x.person_id AND c.status <> 'excused') AS assigned,
          (SELECT count(*)::int FROM review_sheets c WHERE c.tenant_id = x.tenant_id AND c.project_id = x.project_id
            AND c.person_id = x.person_id AND c.status = 'handedIn') AS "handedIn"
        FROM reviewers x LEFT JOIN people p ON p.tenant_id = x.tenant_id AND p.person_id = x.person_id
        WHERE ${ofProject} ORDER BY x.appointed_at, x.id`),
        db.sql<
          Omit<Contents['sheets'][number], 'marks'> & {
            marks: { marks: Contents['sheets'][number]['marks'] }
          }
        >(sql`
        SELECT x.application_id AS "applicationId", coalesce(p.display_name, '') AS name, x.total, x.note, x.marks,
          x.handed_in_at AS "handedInAt"
        FROM review_sheets x LEFT JOIN people p ON p.tenant_id = x.tenant_id AND p.person_id = x.person_id
        WHERE ${ofProject} AND x.status = 'handedIn' ORDER BY x.assigned_at, x.id`),
        db.sql<Contents['conflicts'][number]>(sql`
        SELECT coalesce(p.display_name, '') AS name, x.application_id AS "applicationId", x.declared_at AS "declaredAt",
          x.lifted_at AS "liftedAt"
        FROM review_conflicts x LEFT JOIN people p ON p.tenant_id = x.tenant_id AND p.person_id = x.person_id
        WHERE ${ofProject} ORDER BY x.declared_at, x.id`),
        db.sql<DecisionRow>(sql`
        SELECT x.id, x.application_id AS "applicationId", x.outcome, x.status, x.reason, x.feedback,
          coalesce(p.display_name, '') AS "decidedBy", x.decided_at AS "decidedAt", q.display_name AS "secondBy", x.second_at AS "secondAt", x.second_reason AS "secondReason",
          x.final_at AS "finalAt", e.status AS "appealStatus", e.filed_at AS "filedAt", e.answer, e.heard_at AS "heardAt",
          h.display_name AS "heardBy",
          CASE WHEN x.limit_above IS NOT NULL THEN json_build_object('above', x.limit_above::float8, 'currency', x.limit_currency) END AS "limit"
        FROM review_decisions x LEFT JOIN people p ON p.tenant_id = x.tenant_id AND p.person_id = x.decided_by
        LEFT JOIN people q ON q.tenant_id = x.tenant_id AND q.person_id = x.second_by
        LEFT JOIN appeals e ON e.tenant_id = x.tenant_id AND e.decision_id = x.id
        LEFT JOIN people h ON h.tenant_id = e.tenant_id AND h.person_id = e.heard_by
        WHERE ${ofProject} ORDER BY x.decided_at, x.id`),
        db.sql<{ id: string }>(sql`
        SELECT x.person_id AS id FROM reviewers x WHERE ${ofProject}
        UNION SELECT x.person_id FROM review_conflicts x WHERE ${ofProject}
        UNION SELECT x.person_id FROM review_sheets x WHERE ${ofProject}
        UNION SELECT x.person_id FROM submitted_applications x WHERE ${ofProject} AND x.company_id IS NULL AND x.person_id IS NOT NULL
        UNION SELECT n.id FROM review_decisions x LEFT JOIN appeals e ON e.tenant_id = x.tenant_id AND e.decision_id = x.id,
          unnest(ARRAY[x.decided_by, x.second_by, e.heard_by]) AS n(id) WHERE ${ofProject} AND n.id IS NOT NULL`),
        howItWent(ask, projectId),
        db.sql<{ withdrawn: number }>(sql`
        SELECT count(*)::int AS withdrawn FROM begun_applications x WHERE ${ofProject} AND x.status = 'withdrawn'`),
      ])
    return {
      project: projectReply(row),
      timeZone,
      deadline,
      hidden,
      appealDays,
      approval,
      went: history.went,
      withdrawn: taken?.withdrawn ?? 0,
      criteria,
      applications: items.map(
        ({
          applicationId,
          code,
          applicant,
          status,
          submittedAt,
          isOvertaken,
          amount,
          currency,
          matchScore,
          total,
          place,
        }) => ({
          applicationId,
          code,
          applicant: applicant ?? '',
          status,
          submittedAt,
          isOvertaken,
          amount,
          currency,
          matchScore,
          total,
          place,
        }),
      ),
      reviewers,
      sheets: sheets.map((sheet) => ({ ...sheet, marks: sheet.marks.marks })),
      conflicts,
      decisions: decisions.map(({ appealStatus, filedAt, answer, heardAt, heardBy, ...decision }) => ({
        ...decision,
        appeal: appealStatus && { status: appealStatus, filedAt, answer, heardAt, heardBy },
      })),
      mentions: [...new Set([...mentioned.map(({ id }) => id), ...history.mentions])],
    }
  },
})
