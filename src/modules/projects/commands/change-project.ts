import { requireCategory } from '../category-row.ts'
import { requireClasses } from '../class-choice.ts'
import { ChangedProject, ChangeProject } from '../contract.ts'
import { onlyDrafts } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { toColumns } from '../written-project.ts'

export const changeProject = command({
  name: 'projects.changeProject',
  summary: 'Change a project that is a draft',
  permission: 'projects.manage',
  input: ChangeProject,
  output: ChangedProject,
  http: { method: 'put', path: '/projects/:projectId' },
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyDrafts,
  async run({ tx, now, record }, { projectId, ...said }, before) {
    const { tenantId, slug, categoryId } = before
    if (said.categoryId !== categoryId) await requireCategory(tx.sql, tenantId, said.categoryId)
    await requireClasses(tx.sql, tenantId, said, before)
    const version = before.version + 1
    await tx.project.update({
      where: { id: projectId },
      data: { ...toColumns(said), version, updatedAt: now },
    })
    record({ type: 'project', id: projectId }, before, said)
    return { projectId, slug, version }
  },
})
