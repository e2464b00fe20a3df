import type { Module } from '../../platform/declare/module.ts'
import { changeWatch } from './commands/change-watch.ts'
import { endWatch } from './commands/end-watch.ts'
import { takeDueWatches } from './commands/take-due-watches.ts'
import { watchProjects } from './commands/watch-projects.ts'
import { digestMade } from './facts.ts'
import { pages } from './pages.ts'
import { listMyWatches, readDigest } from './queries/watches.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { topics } from './slots/topics.ts'
import { nameTaken } from './watch.ts'

export const watches: Module = {
  name: 'watches',
  operations: [listMyWatches, watchProjects, changeWatch, endWatch, takeDueWatches, readDigest],
  facts: [digestMade],
  pages,
  topics,
  links,
  personalData,
  tenantData: { goes: ['told_projects', 'project_watches'] },
  constraintErrors: { project_watches_name_key: nameTaken },
}
