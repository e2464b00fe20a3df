import { ProjectAreaPage } from '../../../../templates/pages/projects/area-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../../platform/declare/page.ts'
import { listUnitsWithBoundary } from '../../units/index.ts'
import { setProjectArea } from '../commands/set-project-area.ts'
import { addressOf, managed } from './addresses.ts'
import { changeableProject } from './amending.ts'

const area = page({
  name: 'projects.areaPage',
  path: `${managed}/:projectId/service-area`,
  permission: 'projects.manage',
  async show(context) {
    const [{ project, movesTo }, { items }] = await Promise.all([
      changeableProject(context),
      context.ask(listUnitsWithBoundary, {}),
    ])
    const typed = project.serviceArea ? JSON.stringify(project.serviceArea) : ''
    return draw(ProjectAreaPage, { project, movesTo, units: items, form: context.form({ area: typed }) })
  },
  submit: {
    command: setProjectArea,
    done: (result) => go(addressOf(result), success('projects.saved')),
  },
})

export const areaPages: readonly AnyPage[] = [area]
