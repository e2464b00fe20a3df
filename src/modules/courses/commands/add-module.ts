import { newId } from '../../../platform/ids.ts'
import { momentAt } from '../../../platform/presentation/dates.ts'
import { AddModule, ChangedModule } from '../contract.ts'
import { mostModules, tooManyModules } from '../course.ts'
import { draftOf, lockDraft, noteChange } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const addModule = command({
  name: 'courses.addModule',
  summary: 'Add a section to the draft of a course, behind the others',
  permission: 'person',
  input: AddModule,
  output: ChangedModule,
  http: { method: 'post', path: '/courses/:courseId/draft/modules', status: 201 },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, releasedAt, ...said }, course) {
    const draft = draftOf(course)
    if (draft.modules >= mostModules) throw tooManyModules({ values: { most: mostModules } })
    const id = newId(now.getTime())
    await tx.courseModule.create({
      data: {
        ...said,
        ...{ id, key: id, tenantId: course.tenantId, versionId: draft.id, place: draft.modules + 1 },
        releasedAt: releasedAt === null ? null : momentAt(releasedAt, course.timeZone),
      },
    })
    record({ type: 'courseModule', id }, null, { courseId, releasedAt, ...said })
    return { courseId, moduleId: id, version: await noteChange(tx.sql, now, draft) }
  },
})
