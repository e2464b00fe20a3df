import { ChangedModule, MoveModule } from '../contract.ts'
import { modulesOf } from '../course-row.ts'
import { draftOf, lockDraft, moduleIn, noteChange, placeModules, putAt } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const moveModule = command({
  name: 'courses.moveModule',
  summary: 'Move a section of the draft of a course to another place, the first one 1',
  permission: 'person',
  input: MoveModule,
  output: ChangedModule,
  http: { method: 'post', path: '/courses/:courseId/draft/modules/:moduleId/move' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, moduleId, place }, course) {
    const draft = draftOf(course)
    const before = await moduleIn(tx.sql, draft, moduleId)
    const order = (await modulesOf(tx.sql, draft.tenantId, draft.id)).map(({ id }) => id)
    await placeModules(tx.sql, draft, putAt(order, moduleId, place))
    record({ type: 'courseModule', id: moduleId }, { place: before.place }, { place })
    return { courseId, moduleId, version: await noteChange(tx.sql, now, draft) }
  },
})
