import { CategoriesPage } from '../../../../templates/pages/projects/categories-page.tsx'
import { CategoryPage } from '../../../../templates/pages/projects/category-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { archiveCategory } from '../commands/archive-category.ts'
import { changeCategory } from '../commands/change-category.ts'
import { declareCategory } from '../commands/declare-category.ts'
import { restoreCategory } from '../commands/restore-category.ts'
import { listCategories } from '../queries/categories.ts'

const settings = '/settings/project-categories'

const categories = page({
  name: 'projects.categoriesPage',
  path: settings,
  permission: 'projects.sort',
  navigation: { group: 'settings', label: 'projects.categories.title', icon: 'work', order: 24 },
  show: async ({ ask }) => draw(CategoriesPage, await ask(listCategories, {})),
})

const newCategory = page({
  name: 'projects.newCategoryPage',
  path: `${settings}/new`,
  permission: 'projects.sort',
  show: async ({ ask, form, locales }) =>
    draw(CategoryPage, {
      found: null,
      categories: (await ask(listCategories, {})).items,
      languages: locales,
      form: form(),
    }),
  submit: { command: declareCategory, done: () => go(settings, success('projects.categories.saved')) },
})

const oneCategory = page({
  name: 'projects.categoryPage',
  path: `${settings}/:categoryId`,
  permission: 'projects.sort',
  async show({ ask, form, locales, params }) {
    const { items } = await ask(listCategories, {})
    const found = items.find(({ id }) => id === params.categoryId)
    if (!found) throw notFound()
    return draw(CategoryPage, {
      found,
      categories: items,
      languages: locales,
      form: form({ name: found.name }),
    })
  },
  submit: { command: changeCategory, done: () => go(settings, success('projects.categories.saved')) },
})

const archive = action({
  name: 'projects.archiveCategoryAction',
  path: `${settings}/:categoryId/archive`,
  permission: 'projects.sort',
  command: archiveCategory,
  done: () => go(settings, success('projects.categories.archivedNow')),
  back: ({ params }) => `${settings}/${params.categoryId}`,
})

const restore = action({
  name: 'projects.restoreCategoryAction',
  path: `${settings}/:categoryId/restore`,
  permission: 'projects.sort',
  command: restoreCategory,
  done: () => go(settings, success('projects.categories.restoredNow')),
  back: ({ params }) => `${settings}/${params.categoryId}`,
})

export const categoryPages: readonly AnyPage[] = [categories, newCategory, oneCategory, archive, restore]
