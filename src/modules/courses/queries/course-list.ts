import { sql } from '../../../platform/db/sql.ts'
import { statuses, statusTones, visibilities } from '../course.ts'
import { writtenCourses } from '../policy.ts'
import { list } from '../room.ts'

/** What is written of each now, else what is offered. */
const newest = sql`(SELECT v.title, v.lessons, v.minutes, v.number, v.updated_at, v.status FROM course_versions v
  WHERE v.tenant_id = c.tenant_id AND v.course_id = c.id AND v.status IN ('draft', 'published') ORDER BY v.number DESC LIMIT 1)`

export const courseList = list({
  name: 'courses.listCourses',
  summary: 'List the courses that you write or look after, drafts among them',
  permission: 'person',
  path: '/written-courses',
  words: { title: 'courses.list.title', none: 'courses.list.none', noneHelp: 'courses.list.noneHelp' },
  icon: 'learn',
  from: sql`courses c JOIN unit_places u ON u.tenant_id = c.tenant_id AND u.unit_id = c.unit_id CROSS JOIN LATERAL ${newest} n`,
  id: sql`c.id`,
  visible: writtenCourses,
  columns: {
    title: { type: 'name', label: 'courses.title', sql: sql`n.title`, sortable: true, shown: 'always' },
    slug: { type: 'text', label: 'courses.slug', sql: sql`c.slug`, shown: 'never' },
    status: {
      type: 'status',
      label: 'courses.status',
      sql: sql`c.status`,
      options: statuses,
      words: 'courses.statuses',
      tones: statusTones,
    },
    unit: { type: 'name', label: 'courses.unit', sql: sql`u.name`, sortable: true },
    lessons: { type: 'integer', label: 'courses.lessons', sql: sql`n.lessons` },
    updatedAt: { type: 'instant', label: 'courses.updatedAt', sql: sql`n.updated_at`, sortable: true },
  },
  filters: {
    search: { type: 'search', label: 'courses.list.search', in: [sql`n.title`] },
    status: {
      type: 'choice',
      label: 'courses.status',
      sql: sql`c.status`,
      options: statuses,
      words: 'courses.statuses',
      counted: true,
    },
    visibility: {
      type: 'choice',
      label: 'courses.visibility',
      sql: sql`c.visibility`,
      options: visibilities,
      words: 'courses.visibilities',
    },
  },
  sort: '-updatedAt',
  href: ({ slug }) => `/courses/${slug}`,
})
