import { ManagedPage } from '../../../../templates/pages/projects/managed-page.tsx'
import { ProjectFormPage } from '../../../../templates/pages/projects/project-form-page.tsx'
import { type AnyPage, draw, go, type PageContext, page, success } from '../../../platform/declare/page.ts'
import { notAllowed } from '../../../platform/errors.ts'
import { listModel } from '../../../platform/lists/page-model.ts'
import { changeProject } from '../commands/change-project.ts'
import { draftProject } from '../commands/draft-project.ts'
import type { ProjectReply } from '../contract.ts'
import { listCategories, listUnitsToDraftIn } from '../queries/categories.ts'
import { readProject } from '../queries/project.ts'
import { projectList } from '../queries/project-list.ts'
import { addressOf, managed, referenceOf } from './addresses.ts'
import { amountsTidied, classesOffered, typedIn } from './form.ts'

const all = page({
  name: 'projects.managedPage',
  path: managed,
  permission: 'projects.manage',
  navigation: { group: 'administration', label: 'projects.list.title', icon: 'work', order: 27 },
  show: async (context) => draw(ManagedPage, { list: await listModel(projectList, context) }),
})

const usual = { priority: 'normal', visibility: 'public', openTo: 'either', experienceYears: 0 }

const draft = page({
  name: 'projects.draftPage',
  path: `${managed}/new`,
  permission: 'projects.manage',
  async show(context) {
    const { ask, form, timeZone, query } = context
    const [units, categories, classes] = await Promise.all([
      ask(listUnitsToDraftIn, {}),
      ask(listCategories, {}),
      classesOffered(context, null),
    ])
    const initial = { unitId: query.unitId ?? '', timeZone, ...usual }
    return draw(ProjectFormPage, {
      found: null,
      units: units.items,
      categories: categories.items,
      classes,
      form: form(initial),
    })
  },
  submit: {
    command: draftProject,
    tidy: amountsTidied,
    done: (result) => go(addressOf(result), success('projects.drafted')),
  },
})

async function managedProject({ ask, params }: PageContext): Promise<ProjectReply> {
  const project = await ask(readProject, referenceOf(params))
  if (!project.abilities.change) throw notAllowed()
  return project
}

const edit = page({
  name: 'projects.editPage',
  path: `${managed}/:projectId/edit`,
  permission: 'projects.manage',
  async show(context) {
    const project = await managedProject(context)
    const [categories, classes] = await Promise.all([
      context.ask(listCategories, {}),
      classesOffered(context, project),
    ])
    return draw(ProjectFormPage, {
      found: project,
      units: [],
      categories: categories.items,
      classes,
      form: context.form(typedIn(project)),
    })
  },
  submit: {
    command: changeProject,
    tidy: amountsTidied,
    done: (result) => go(addressOf(result), success('projects.saved')),
  },
})

/** Buttons know a project by its id; its page has an address that people can read. */
export const managedOne = page({
  name: 'projects.managedOnePage',
  path: `${managed}/:projectId`,
  permission: 'projects.manage',
  async show({ ask, params }) {
    return go(addressOf(await ask(readProject, referenceOf(params))))
  },
})

export const managedPages: readonly AnyPage[] = [all, draft, edit]
