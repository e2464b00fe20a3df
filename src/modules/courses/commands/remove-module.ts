import { ChangedModule, ModuleReference } from '../contract.ts'
import { modulesOf } from '../course-row.ts'
import { draftOf, lockDraft, moduleIn, noteChange, placeModules } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const removeModule = command({
  name: 'courses.removeModule',
  summary: 'Take a section out of the draft of a course, with its lessons; what learners have begun keeps it',
  permission: 'person',
  input: ModuleReference,
  output: ChangedModule,
  http: { method: 'delete', path: '/courses/:courseId/draft/modules/:moduleId' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, moduleId }, course) {
    const draft = draftOf(course)
    const before = await moduleIn(tx.sql, draft, moduleId)
    await tx.courseModule.delete({ where: { id: moduleId } })
    const order = (await modulesOf(tx.sql, draft.tenantId, draft.id)).map(({ id }) => id)
    await placeModules(tx.sql, draft, order)
    record({ type: 'courseModule', id: moduleId }, before, null)
    return { courseId, moduleId, version: await noteChange(tx.sql, now, draft) }
  },
})
