import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'courses',
  models: ['course', 'courseAuthor', 'courseVersion', 'courseModule', 'lesson'],
  permissions,
  glossary,
  resources: { course: {}, courseAuthor: {}, courseVersion: {}, courseModule: {}, lesson: {} },
  category: 'activity',
})
