import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'learning',
  models: ['enrolment', 'lessonProgress'],
  permissions,
  glossary,
  resources: { enrolment: {} },
  category: 'activity',
})
