import { newId } from '../../../platform/ids.ts'
import { slugOf } from '../../../platform/slug.ts'
import { ChangedProject, ImportProject } from '../contract.ts'
import { projectPublished } from '../facts.ts'
import { missingToPublish, unitClosed } from '../project.ts'
import { holdUnit } from '../project-row.ts'
import { command } from '../room.ts'
import { toColumns } from '../written-project.ts'

export const importProject = command({
  name: 'projects.importProject',
  summary: 'Make a project of what a source outside says; it is published where it says enough',
  permission: 'system',
  input: ImportProject,
  output: ChangedProject,
  target: ({ tx, ...reader }, { unitId }) => holdUnit(tx.sql, reader, unitId),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run({ tx, now, record, emit }, { unitId, source, url, publishes, parts }, { tenantId }) {
    const id = newId(now.getTime())
    const slug = slugOf(parts.title, id)
    const columns = toColumns(parts)
    const isPublished =
      publishes && missingToPublish({ ...columns, sealing: null, invited: 0 }, now).length === 0
    await tx.project.create({
      data: {
        ...columns,
        id,
        tenantId,
        unitId,
        slug,
        originalSource: source,
        originalUrl: url,
        ...(isPublished ? { status: 'published', publishedAt: now } : {}),
        createdAt: now,
        updatedAt: now,
      },
    })
    record({ type: 'project', id }, null, { unitId, slug, source, ...parts })
    if (isPublished) emit(projectPublished, { projectId: id })
    return { projectId: id, slug, version: 1 }
  },
})
