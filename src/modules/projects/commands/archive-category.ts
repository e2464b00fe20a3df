import { findCategory } from '../category-row.ts'
import { CategoryReference } from '../contract.ts'
import { command } from '../room.ts'

export const archiveCategory = command({
  name: 'projects.archiveCategory',
  summary: 'Put a category away: projects that are sorted by it stay so, and no other ones come',
  permission: 'projects.sort',
  input: CategoryReference,
  output: CategoryReference,
  http: { method: 'post', path: '/project-categories/:categoryId/archiving' },
  target: ({ tx, ...reader }, { categoryId }) => findCategory(tx.sql, reader, categoryId),
  async run({ tx, now, record }, { categoryId }, { archivedAt, version }) {
    const written = { archivedAt: now }
    await tx.projectCategory.update({
      where: { id: categoryId },
      data: { ...written, version: version + 1, updatedAt: now },
    })
    record({ type: 'projectCategory', id: categoryId }, { archivedAt }, written)
    return { categoryId }
  },
})
