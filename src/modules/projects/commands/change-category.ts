import { findCategory } from '../category-row.ts'
import { CategoryReference, ChangeCategory } from '../contract.ts'
import { command } from '../room.ts'

export const changeCategory = command({
  name: 'projects.changeCategory',
  summary: 'Name a category of projects otherwise',
  permission: 'projects.sort',
  input: ChangeCategory,
  output: CategoryReference,
  http: { method: 'put', path: '/project-categories/:categoryId' },
  target: ({ tx, ...reader }, { categoryId }) => findCategory(tx.sql, reader, categoryId),
  async run({ tx, now, record }, { categoryId, name }, before) {
    await tx.projectCategory.update({
      where: { id: categoryId },
      data: { name: name as object, version: before.version + 1, updatedAt: now },
    })
    record({ type: 'projectCategory', id: categoryId }, { name: before.name }, { name })
    return { categoryId }
  },
})
