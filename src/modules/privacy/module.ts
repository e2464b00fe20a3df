import type { Module } from '../../platform/declare/module.ts'
import { mergePeople } from './commands/merge-people.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listPossibleDuplicates, previewMerge } from './queries/merging.ts'
import { links } from './slots/links.ts'

export const privacy: Module = {
  name: 'privacy',
  operations: [listPossibleDuplicates, previewMerge, mergePeople],
  pages,
  permissions,
  links,
}
