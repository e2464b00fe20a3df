import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'privacy',
  models: ['closing', 'personMerge', 'personMergePart', 'distinctPeople'],
  permissions,
  glossary,
  // What was merged or erased is told by ids alone: a name would stand where nobody is left to be asked.
  resources: { person: {}, account: {}, closing: {} },
  category: 'people',
})
