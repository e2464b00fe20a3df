import { momentAt } from '../../../platform/presentation/dates.ts'
import { ChangedModule, ChangeModule } from '../contract.ts'
import { draftOf, lockDraft, moduleIn, noteChange } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const changeModule = command({
  name: 'courses.changeModule',
  summary: 'Change a section of the draft of a course',
  permission: 'person',
  input: ChangeModule,
  output: ChangedModule,
  http: { method: 'put', path: '/courses/:courseId/draft/modules/:moduleId' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, moduleId, releasedAt, ...said }, course) {
    const draft = draftOf(course)
    const before = await moduleIn(tx.sql, draft, moduleId)
    const written = {
      ...said,
      releasedAt: releasedAt === null ? null : momentAt(releasedAt, course.timeZone),
    }
    await tx.courseModule.update({ where: { id: moduleId }, data: written })
    record({ type: 'courseModule', id: moduleId }, before, written)
    return { courseId, moduleId, version: await noteChange(tx.sql, now, draft) }
  },
})
