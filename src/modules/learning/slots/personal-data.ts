import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'enrolments',
      title: say('learning.mine.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'keeps which courses somebody learns, and how far they are',
      ground: 'contract',
      kept: 'as long as the person is there',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT v.title, e.status, e.done, e.enrolled_at AS "enrolledAt", e.completed_at AS "completedAt", e.left_at AS "leftAt",
            (SELECT coalesce(json_agg(json_build_object('lesson', p.lesson_key, 'doneAt', p.done_at) ORDER BY p.done_at), '[]')
              FROM lesson_progress p WHERE p.tenant_id = e.tenant_id AND p.enrolment_id = e.id) AS lessons
          FROM enrolments e JOIN taught_versions v ON v.tenant_id = e.tenant_id AND v.version_id = e.version_id
          WHERE e.tenant_id = ${tenantId}::uuid AND e.person_id = ${personId}::uuid ORDER BY e.enrolled_at, e.id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM enrolments WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // Of a course that both learn, the entry that stays goes on: what the other one had done is done there too.
        await tx.sql(sql`
          INSERT INTO lesson_progress (tenant_id, enrolment_id, lesson_key, done_at)
          SELECT p.tenant_id, k.id, p.lesson_key, p.done_at FROM enrolments e
          JOIN enrolments k ON k.tenant_id = e.tenant_id AND k.course_id = e.course_id AND k.person_id = ${into.personId}::uuid AND k.status <> 'left'
          JOIN lesson_progress p ON p.tenant_id = e.tenant_id AND p.enrolment_id = e.id
          WHERE e.tenant_id = ${from.tenantId}::uuid AND e.person_id = ${from.personId}::uuid AND e.status <> 'left'
          ON CONFLICT DO NOTHING`)
        await tx.sql(sql`
          UPDATE enrolments e SET status = 'left', left_at = ${now}
          WHERE e.tenant_id = ${from.tenantId}::uuid AND e.person_id = ${from.personId}::uuid AND e.status <> 'left'
            AND EXISTS (SELECT FROM enrolments k WHERE k.tenant_id = e.tenant_id AND k.course_id = e.course_id
              AND k.person_id = ${into.personId}::uuid AND k.status <> 'left')`)
        await tx.sql(sql`
          UPDATE enrolments SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE enrolments e SET done = (SELECT count(*) FROM lesson_progress p
              JOIN taught_lessons l ON l.tenant_id = p.tenant_id AND l.version_id = e.version_id AND l.key = p.lesson_key
              WHERE p.tenant_id = e.tenant_id AND p.enrolment_id = e.id)
          WHERE e.tenant_id = ${into.tenantId}::uuid AND e.person_id = ${into.personId}::uuid AND e.status <> 'left'`)
      },
    },
  ],
}
