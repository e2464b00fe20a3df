import { ChangeDraft, ChangedCourse } from '../contract.ts'
import { draftOf, lockDraft } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const changeDraft = command({
  name: 'courses.changeDraft',
  summary: 'Change what the draft of a course says of it',
  permission: 'person',
  input: ChangeDraft,
  output: ChangedCourse,
  http: { method: 'put', path: '/courses/:courseId/draft' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, ...said }, course) {
    const draft = draftOf(course)
    const version = draft.version + 1
    await tx.courseVersion.update({ where: { id: draft.id }, data: { ...said, version, updatedAt: now } })
    record({ type: 'courseVersion', id: draft.id }, draft, said)
    return { courseId, slug: course.slug, version }
  },
})
