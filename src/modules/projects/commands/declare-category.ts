import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { lockRoot } from '../../units/index.ts'
import { readCategories } from '../category-row.ts'
import { CategoryReference, DeclareCategory } from '../contract.ts'
import { mostCategories, tooDeep, tooManyCategories } from '../project.ts'
import { command } from '../room.ts'

export const declareCategory = command({
  name: 'projects.declareCategory',
  summary: 'Name a category that projects are sorted by, perhaps below another one',
  permission: 'projects.sort',
  input: DeclareCategory,
  output: CategoryReference,
  http: { method: 'post', path: '/project-categories', status: 201 },
  target: ({ tx, actor }) => lockRoot(tx.sql, actor.tenantId),
  async run({ tx, now, record, locale }, { name, parentId }, { tenantId }) {
    const others = await readCategories(tx.sql, tenantId, locale())
    if (others.length >= mostCategories) throw tooManyCategories({ values: { most: mostCategories } })
    const parent = others.find(({ id, archivedAt }) => id === parentId && archivedAt === null)
    if (parentId !== null && !parent)
      throw invalid([{ pointer: '/parentId', code: 'notOffered', message: '' }])
    if (parent && parent.parentId !== null) throw tooDeep()
    const id = newId(now.getTime())
    await tx.projectCategory.create({
      data: { id, tenantId, parentId, name: name as object, createdAt: now, updatedAt: now },
    })
    record({ type: 'projectCategory', id }, null, { name, parentId })
    return { categoryId: id }
  },
})
