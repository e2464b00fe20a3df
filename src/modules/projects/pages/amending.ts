import { AmendPage } from '../../../../templates/pages/projects/amend-page.tsx'
import { DemandPage } from '../../../../templates/pages/projects/demand-page.tsx'
import { ProjectFilePage } from '../../../../templates/pages/projects/file-page.tsx'
import { RemoveDemandPage } from '../../../../templates/pages/projects/remove-demand-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { attachment } from '../attachment.ts'
import { addDemand } from '../commands/add-demand.ts'
import { addProjectFile } from '../commands/add-project-file.ts'
import { amendProject } from '../commands/amend-project.ts'
import { removeDemand } from '../commands/remove-demand.ts'
import { removeProjectFile } from '../commands/remove-project-file.ts'
import type { ProjectReply } from '../contract.ts'
import { extendedUntil } from '../project.ts'
import { listCategories } from '../queries/categories.ts'
import { readProject } from '../queries/project.ts'
import { addressOf, back, managed, referenceOf } from './addresses.ts'
import { amountsTidied, classesOffered, typedIn } from './form.ts'

/** A draft, or one that is open and changes by an addendum; with where that would move the deadline to. */
export async function changeableProject(
  context: PageContext,
): Promise<{ project: ProjectReply; movesTo: Date | null }> {
  const { ask, params, caller } = context
  const project = await ask(readProject, referenceOf(params))
  const { change, amend } = project.abilities
  if (!change && !amend) throw notAllowed()
  return { project, movesTo: amend ? extendedUntil(project, caller.now) : null }
}

const demand = page({
  name: 'projects.addDemandPage',
  path: `${managed}/:projectId/demands/new`,
  permission: 'projects.manage',
  show: async (context) =>
    draw(DemandPage, { ...(await changeableProject(context)), form: context.form({ kind: 'licence' }) }),
  submit: {
    command: addDemand,
    // The currency is that of the project, which the page holds beside the field.
    tidy({ currency, ...input }) {
      const { currency: _currency, ...rest } = amountsTidied({ ...input, currency })
      return rest
    },
    done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.demand.added')),
  },
})

export const dropDemand = page({
  name: 'projects.removeDemandPage',
  path: `${managed}/:projectId/demands/:demandId/remove`,
  permission: 'projects.manage',
  async show(context) {
    const { project, movesTo } = await changeableProject(context)
    const demand = project.demands.find(({ id }) => id === context.params.demandId)
    if (!demand) throw notFound()
    return draw(RemoveDemandPage, { project, demand, movesTo, form: context.form() })
  },
  submit: {
    command: removeDemand,
    done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.demand.removed')),
  },
})

const amend = page({
  name: 'projects.amendPage',
  path: `${managed}/:projectId/addenda/new`,
  permission: 'projects.manage',
  async show(context) {
    const { project, movesTo } = await changeableProject(context)
    if (!project.abilities.amend) throw notAllowed()
    const [categories, classes] = await Promise.all([
      context.ask(listCategories, {}),
      classesOffered(context, project),
    ])
    return draw(AmendPage, {
      project,
      movesTo,
      categories: categories.items,
      classes,
      form: context.form(typedIn(project)),
    })
  },
  submit: {
    command: amendProject,
    tidy: amountsTidied,
    done: (result) => go(addressOf(result), success('projects.addenda.issued', { number: result.number })),
  },
})

const addFile = page({
  name: 'projects.addFilePage',
  path: `${managed}/:projectId/files/new`,
  permission: 'projects.manage',
  async show(context) {
    const { project } = await changeableProject(context)
    return draw(ProjectFilePage, { project, taken: attachment, form: context.form() })
  },
  submit: {
    command: addProjectFile,
    done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.files.added')),
  },
})

const dropFile = action({
  name: 'projects.removeFileAction',
  path: `${managed}/:projectId/files/:fileId/remove`,
  permission: 'projects.manage',
  command: removeProjectFile,
  done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.files.removed')),
  back,
})

export const amendingPages: readonly AnyPage[] = [demand, amend, addFile, dropFile]
