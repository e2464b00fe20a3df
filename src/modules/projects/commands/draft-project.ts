import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { slugOf } from '../../../platform/slug.ts'
import { requireCategory } from '../category-row.ts'
import { requireClasses } from '../class-choice.ts'
import { ChangedProject, DraftProject } from '../contract.ts'
import { unitClosed } from '../project.ts'
import { holdUnit } from '../project-row.ts'
import { command } from '../room.ts'
import { toColumns } from '../written-project.ts'

export const draftProject = command({
  name: 'projects.draftProject',
  summary: 'Draft a project of a unit; nobody but those who look after it sees it yet',
  permission: 'projects.manage',
  input: DraftProject,
  output: ChangedProject,
  http: { method: 'post', path: '/projects', status: 201 },
  target: ({ tx, ...reader }, { unitId }) => holdUnit(tx.sql, reader, unitId),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run({ tx, actor, now, record }, { unitId, ...said }, { tenantId }) {
    await requireCategory(tx.sql, tenantId, said.categoryId)
    await requireClasses(tx.sql, tenantId, said)
    const id = newId(now.getTime())
    const slug = slugOf(said.title, id)
    const createdBy = personBehind(actor)
    await tx.project.create({
      data: { ...toColumns(said), id, tenantId, unitId, slug, createdBy, createdAt: now, updatedAt: now },
    })
    record({ type: 'project', id }, null, { unitId, slug, ...said })
    return { projectId: id, slug, version: 1 }
  },
})
