import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'questions',
  models: ['questionBank', 'question', 'questionRevision'],
  permissions,
  glossary,
  resources: { questionBank: {}, question: {} },
})
