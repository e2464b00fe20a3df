import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'projects',
  models: [
    'project',
    'projectCategory',
    'projectDemand',
    'projectAddendum',
    'projectQuestion',
    'projectFile',
    'projectBookmark',
    'projectInvitation',
  ],
  permissions,
  glossary,
  resources: {
    project: {},
    projectCategory: {},
    projectDemand: {},
    projectAddendum: {},
    projectQuestion: {},
    projectFile: {},
    projectInvitation: {},
  },
  category: 'activity',
})
