import { ProjectAreaPage } from '../../../../templates/pages/projects/area-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notAllowed } from '../../../platform/errors.ts'
import { listUnitsWithBoundary } from '../../units/index.ts'
import { setProjectArea } from '../commands/set-project-area.ts'
import { readProject } from '../queries/project.ts'
import { addressOf, managed, referenceOf } from './addresses.ts'

const area = page({
  name: 'projects.areaPage',
  path: `${managed}/:projectId/service-area`,
  permission: 'projects.manage',
  async show({ ask, params, form }) {
    const [project, { items }] = await Promise.all([
      ask(readProject, referenceOf(params)),
      ask(listUnitsWithBoundary, {}),
    ])
    if (!project.abilities.change) throw notAllowed()
    const typed = project.serviceArea ? JSON.stringify(project.serviceArea) : ''
    return draw(ProjectAreaPage, { project, units: items, form: form({ area: typed }) })
  },
  submit: {
    command: setProjectArea,
    done: (result) => go(addressOf(result), success('projects.saved')),
  },
})

export const areaPages: readonly AnyPage[] = [area]
