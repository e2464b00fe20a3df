import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ChangedCourse, CourseReference } from '../contract.ts'
import { requirePublishable, stepLeadsTo } from '../course.ts'
import { draftOf, lockDraft } from '../draft-row.ts'
import { coursePublished } from '../facts.ts'
import { onlyWithDraft } from '../policy.ts'
import { publishableOf } from '../publishable-row.ts'
import { command } from '../room.ts'

export const publishCourse = command({
  name: 'courses.publishCourse',
  summary:
    'Publish the draft of a course: from then on it is what others find and begin; whoever learns an earlier version keeps that',
  permission: 'courses.manage',
  input: CourseReference,
  output: ChangedCourse,
  http: { method: 'post', path: '/courses/:courseId/publication' },
  severity: 'notable',
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyWithDraft('publish'),
  async run({ tx, actor, now, record, emit }, { courseId }, course) {
    const draft = draftOf(course)
    requirePublishable(await publishableOf(tx.sql, draft))
    await tx.sql(sql`
      UPDATE course_versions SET status = 'replaced', replaced_at = ${now}
      WHERE tenant_id = ${course.tenantId}::uuid AND course_id = ${courseId}::uuid AND status = 'published'`)
    await tx.courseVersion.update({
      where: { id: draft.id },
      data: {
        status: 'published',
        publishedAt: now,
        publishedBy: personBehind(actor),
        version: draft.version + 1,
      },
    })
    const written = { status: stepLeadsTo('publish'), publishedAt: course.publishedAt ?? now }
    const [changed] = await tx.sql<{ version: number }>(sql`
      UPDATE courses SET status = ${written.status}, published_at = ${written.publishedAt}, updated_at = ${now}, version = version + 1
      WHERE tenant_id = ${course.tenantId}::uuid AND id = ${courseId}::uuid RETURNING version`)
    record(
      { type: 'course', id: courseId },
      { status: course.status },
      { status: written.status, number: draft.number },
    )
    emit(coursePublished, { courseId, versionId: draft.id })
    return { courseId, slug: course.slug, version: changed?.version ?? 0 }
  },
})
