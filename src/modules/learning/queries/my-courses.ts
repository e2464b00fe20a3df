import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ListMyCourses, MyCourses } from '../contract.ts'
import { accessFault } from '../enrolment.ts'
import { query } from '../room.ts'
import { type LearnerRow, learnerColumns, toProgress } from '../views.ts'

/** Nobody learns more at a time; what was completed long ago is asked for apart. */
const mostShown = 200

export const listMyCourses = query({
  name: 'learning.listMyCourses',
  summary:
    'List the courses that you learn or have completed, with how far you are, the one you learned last first',
  permission: 'member',
  input: ListMyCourses,
  output: MyCourses,
  http: { method: 'get', path: '/me/courses' },
  async run({ db, actor, now }, { which }) {
    const rows = await db.sql<LearnerRow & { title: string; summary: string | null; lessons: number }>(sql`
      SELECT ${learnerColumns}, v.title, v.summary, v.lessons FROM enrolments e
      JOIN taught_courses c ON c.tenant_id = e.tenant_id AND c.course_id = e.course_id
      JOIN taught_versions v ON v.tenant_id = e.tenant_id AND v.version_id = e.version_id
      WHERE e.tenant_id = ${actor.tenantId}::uuid AND e.person_id = ${personBehind(actor)}::uuid AND e.status <> 'left'
        AND (${which} = 'all' OR e.status = ${which}) ORDER BY e.learned_at DESC, e.id DESC LIMIT ${mostShown}`)
    return {
      items: rows.map((row) => ({
        ...{ courseId: row.courseId, slug: row.slug, title: row.title, summary: row.summary },
        ...toProgress(row, row.lessons),
        isOver: accessFault(row, now) !== null,
        learnedAt: row.learnedAt,
      })),
    }
  },
})
