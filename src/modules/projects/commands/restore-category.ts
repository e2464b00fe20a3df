import { findCategory } from '../category-row.ts'
import { CategoryReference } from '../contract.ts'
import { command } from '../room.ts'

export const restoreCategory = command({
  name: 'projects.restoreCategory',
  summary: 'Take a category up again that was put away',
  permission: 'projects.sort',
  input: CategoryReference,
  output: CategoryReference,
  http: { method: 'post', path: '/project-categories/:categoryId/restoring' },
  target: ({ tx, ...reader }, { categoryId }) => findCategory(tx.sql, reader, categoryId),
  async run({ tx, now, record }, { categoryId }, { archivedAt, version }) {
    const written = { archivedAt: null }
    await tx.projectCategory.update({
      where: { id: categoryId },
      data: { ...written, version: version + 1, updatedAt: now },
    })
    record({ type: 'projectCategory', id: categoryId }, { archivedAt }, written)
    return { categoryId }
  },
})
