import { sql } from '../../../platform/db/sql.ts'
import { statuses, statusTones } from '../application.ts'
import { applicantName } from '../application-row.ts'
import { applicationsForStaff } from '../policy.ts'
import { list } from '../room.ts'

const handedIn = statuses.filter((status) => status !== 'draft')

export const applicationList = list({
  name: 'applications.listApplications',
  summary: 'List what was handed in for the projects that you look after',
  permission: 'applications.read',
  path: '/applications',
  words: {
    title: 'applications.list.title',
    none: 'applications.list.none',
    noneHelp: 'applications.list.noneHelp',
  },
  icon: 'file',
  // It shows names and amounts: whoever has seen those of a project reviews it blindly no more.
  isWatched(rows) {
    const projectIds = [...new Set(rows.map(({ projectId }) => projectId))]
    return projectIds.length === 0 ? null : { projectId: projectIds }
  },
  from: sql`(SELECT a.id, a.tenant_id, a.project_id, a.status, a.bids, a.submitted_at, a.total, a.currency, a.match_score, a.decided_at, a.set_aside_at,
      ${applicantName} AS applicant,
      EXISTS (SELECT FROM issued_addenda d WHERE d.tenant_id = a.tenant_id AND d.project_id = a.project_id AND NOT EXISTS (
        SELECT FROM addendum_receipts r WHERE r.tenant_id = a.tenant_id AND r.application_id = a.id AND r.addendum_id = d.addendum_id)) AS unread, CASE WHEN a.company_id IS NULL THEN 'person' ELSE 'company' END AS kind
    FROM applications a) a
    JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
    JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id`,
  id: sql`a.id`,
  visible: applicationsForStaff,
  columns: {
    applicant: {
      type: 'name',
      label: 'applications.applicant',
      sql: sql`a.applicant`,
      sortable: true,
      shown: 'always',
    },
    projectId: { type: 'id', sql: sql`a.project_id`, shown: 'never' },
    project: { type: 'name', label: 'applications.project', sql: sql`j.title`, sortable: true },
    status: {
      type: 'status',
      label: 'applications.status',
      sql: sql`a.status`,
      options: handedIn,
      words: 'applications.statuses',
      tones: statusTones,
    },
    submittedAt: {
      type: 'instant',
      label: 'applications.list.submittedAt',
      sql: sql`a.submitted_at`,
      nullable: true,
      sortable: true,
    },
    total: {
      type: 'money',
      label: 'applications.total',
      sql: sql`a.total`,
      currency: 'currency',
      nullable: true,
      sortable: true,
    },
    currency: {
      type: 'code',
      label: 'applications.currency',
      sql: sql`a.currency`,
      nullable: true,
      shown: 'never',
    },
    matchScore: {
      type: 'integer',
      label: 'applications.matchScore',
      sql: sql`a.match_score`,
      nullable: true,
      sortable: true,
    },
    unread: { type: 'boolean', label: 'applications.addenda.unread', sql: sql`a.unread` },
    bids: { type: 'integer', label: 'applications.bids', sql: sql`a.bids`, shown: 'no' },
  },
  filters: {
    search: { type: 'search', label: 'applications.list.search', in: [sql`a.applicant`, sql`j.title`] },
    project: {
      type: 'one',
      label: 'applications.project',
      matches: (id) => sql`a.project_id = ${id}::uuid`,
      async offer({ db, actor, now }, chosen) {
        return db.sql<{ id: string; name: string }>(sql`
          SELECT j.project_id AS id, j.title AS name FROM project_places j
          JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
          WHERE EXISTS (SELECT FROM applications a WHERE a.tenant_id = j.tenant_id AND a.project_id = j.project_id
            AND ${applicationsForStaff(actor, now)})
          ORDER BY j.project_id = ${chosen}::uuid DESC NULLS LAST, j.deadline DESC LIMIT 200`)
      },
    },
    status: {
      type: 'choice',
      label: 'applications.status',
      sql: sql`a.status`,
      options: handedIn,
      words: 'applications.statuses',
      counted: true,
    },
    unread: { type: 'flag', label: 'applications.addenda.unread', sql: sql`a.unread` },
    submitted: { type: 'dates', label: 'applications.submittedAt', sql: sql`a.submitted_at`, of: 'instant' },
  },
  sort: '-submittedAt',
  href: ({ id }) => `/my-applications/${id}`,
})
