import { type Sql, sql } from '../../../platform/db/sql.ts'
import { textInSql } from '../../../platform/db/translated.ts'
import { managedUnits } from '../policy.ts'
import { priorities, priorityTones, statuses, statusTones, visibilities } from '../project.ts'
import { list } from '../room.ts'

/** The deadline closes a project by itself, as `statusAt` has it. */
function statusNow(now: Date): Sql {
  return sql`CASE WHEN e.status = 'published' AND e.deadline <= ${now} THEN 'closed' ELSE e.status END`
}

export const projectList = list({
  name: 'projects.listProjects',
  summary: 'List the projects that you look after, drafts among them',
  permission: 'projects.manage',
  path: '/managed-projects',
  words: { title: 'projects.list.title', none: 'projects.list.none', noneHelp: 'projects.list.noneHelp' },
  icon: 'work',
  from: (
    now,
    locale,
  ) => sql`(SELECT e.id, e.tenant_id, e.unit_id, e.slug, e.title, e.organisation, e.priority, e.visibility, e.deadline,
      e.published_at, e.updated_at, ${statusNow(now)} AS state,
      (SELECT ${textInSql(sql`k.name`, locale)} FROM project_categories k WHERE k.tenant_id = e.tenant_id AND k.id = e.category_id) AS category
    FROM projects e) j JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id`,
  id: sql`j.id`,
  visible: managedUnits,
  columns: {
    title: { type: 'name', label: 'projects.title', sql: sql`j.title`, sortable: true, shown: 'always' },
    slug: { type: 'text', label: 'projects.slug', sql: sql`j.slug`, shown: 'never' },
    status: {
      type: 'status',
      label: 'projects.status',
      sql: sql`j.state`,
      options: statuses,
      words: 'projects.statuses',
      tones: statusTones,
    },
    priority: {
      type: 'status',
      label: 'projects.priority',
      sql: sql`j.priority`,
      options: priorities,
      words: 'projects.priorities',
      tones: priorityTones,
    },
    unit: { type: 'name', label: 'projects.unit', sql: sql`u.name`, sortable: true },
    category: { type: 'name', label: 'projects.category', sql: sql`j.category`, nullable: true },
    organisation: {
      type: 'name',
      label: 'projects.organisation',
      sql: sql`j.organisation`,
      nullable: true,
      shown: 'no',
    },
    deadline: {
      type: 'instant',
      label: 'projects.list.deadline',
      sql: sql`j.deadline`,
      nullable: true,
      sortable: true,
    },
    publishedAt: {
      type: 'instant',
      label: 'projects.publishedAt',
      sql: sql`j.published_at`,
      nullable: true,
      sortable: true,
      shown: 'no',
    },
    updatedAt: { type: 'instant', label: 'projects.updatedAt', sql: sql`j.updated_at`, sortable: true },
  },
  filters: {
    search: { type: 'search', label: 'projects.list.search', in: [sql`j.title`, sql`j.organisation`] },
    status: {
      type: 'choice',
      label: 'projects.status',
      sql: sql`j.state`,
      options: statuses,
      words: 'projects.statuses',
      counted: true,
    },
    priority: {
      type: 'choice',
      label: 'projects.priority',
      sql: sql`j.priority`,
      options: priorities,
      words: 'projects.priorities',
      counted: true,
    },
    visibility: {
      type: 'choice',
      label: 'projects.visibility',
      sql: sql`j.visibility`,
      options: visibilities,
      words: 'projects.visibilities',
    },
    deadline: { type: 'dates', label: 'projects.deadline', sql: sql`j.deadline`, of: 'instant' },
  },
  sort: '-updatedAt',
  href: ({ slug }) => `/projects/${slug}`,
})
