import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { slugOf } from '../../../platform/slug.ts'
import { ChangedCourse, DraftCourse } from '../contract.ts'
import { unitClosed } from '../course.ts'
import { holdUnit } from '../course-row.ts'
import { command } from '../room.ts'

export const draftCourse = command({
  name: 'courses.draftCourse',
  summary: 'Draft a course of a unit; nobody but those who write it or look after it sees it yet',
  permission: 'courses.manage',
  input: DraftCourse,
  output: ChangedCourse,
  http: { method: 'post', path: '/courses', status: 201 },
  target: ({ tx, ...reader }, { unitId }) => holdUnit(tx.sql, reader, unitId),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run({ tx, actor, now, record }, { unitId, timeZone, ...said }, { tenantId }) {
    const id = newId(now.getTime())
    const slug = slugOf(said.title, id)
    const times = { createdAt: now, updatedAt: now }
    await tx.course.create({
      data: { id, tenantId, unitId, slug, timeZone, createdBy: personBehind(actor), ...times },
    })
    const versionId = newId(now.getTime())
    await tx.courseVersion.create({
      data: { id: versionId, tenantId, courseId: id, number: 1, ...said, ...times },
    })
    record({ type: 'course', id }, null, { unitId, slug, timeZone, ...said })
    return { courseId: id, slug, version: 1 }
  },
})
