import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { ChangedCourse, CourseReference } from '../contract.ts'
import { lockWritten } from '../course-row.ts'
import { onlyWithoutDraft } from '../policy.ts'
import { command } from '../room.ts'

export const beginDraft = command({
  name: 'courses.beginDraft',
  summary: 'Begin a new version of a course as a draft, with all that the version has which is offered now',
  permission: 'person',
  input: CourseReference,
  output: ChangedCourse,
  http: { method: 'post', path: '/courses/:courseId/draft', status: 201 },
  target: ({ tx, ...reader }, { courseId }) => lockWritten(tx.sql, reader, courseId),
  rule: onlyWithoutDraft,
  async run({ tx, now, record }, { courseId }, { tenantId, slug, publishedId }) {
    const id = newId(now.getTime())
    const [begun] = await tx.sql<{ number: number; version: number }>(sql`
      INSERT INTO course_versions (id, tenant_id, course_id, number, status, title, summary, description, level, language, tags, objectives,
        prerequisites, audience, minutes, modules, lessons, created_at, updated_at)
      SELECT ${id}::uuid, tenant_id, course_id, (SELECT max(n.number) + 1 FROM course_versions n WHERE n.tenant_id = v.tenant_id AND n.course_id = v.course_id),
        'draft', title, summary, description, level, language, tags, objectives, prerequisites, audience, minutes, modules, lessons, ${now}, ${now}
      FROM course_versions v WHERE tenant_id = ${tenantId}::uuid AND id = ${publishedId}::uuid RETURNING number, version`)
    if (!begun) throw new Error('A course that has no draft has nothing that is published either')
    await tx.sql(sql`
      INSERT INTO course_modules (id, tenant_id, version_id, key, place, title, description, objectives, is_preview, released_at, release_after_days)
      SELECT gen_random_uuid(), tenant_id, ${id}::uuid, key, place, title, description, objectives, is_preview, released_at, release_after_days
      FROM course_modules WHERE tenant_id = ${tenantId}::uuid AND version_id = ${publishedId}::uuid`)
    await tx.sql(sql`
      INSERT INTO lessons (id, tenant_id, version_id, module_id, key, place, kind, title, summary, body, content, links, minutes, is_preview,
        released_at, release_after_days, completion)
      SELECT gen_random_uuid(), l.tenant_id, ${id}::uuid, n.id, l.key, l.place, l.kind, l.title, l.summary, l.body, l.content, l.links, l.minutes,
        l.is_preview, l.released_at, l.release_after_days, l.completion
      FROM lessons l JOIN course_modules m ON m.tenant_id = l.tenant_id AND m.version_id = l.version_id AND m.id = l.module_id
      JOIN course_modules n ON n.tenant_id = m.tenant_id AND n.version_id = ${id}::uuid AND n.key = m.key
      WHERE l.tenant_id = ${tenantId}::uuid AND l.version_id = ${publishedId}::uuid`)
    record({ type: 'courseVersion', id }, null, { courseId, number: begun.number })
    return { courseId, slug, version: begun.version }
  },
})
