import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'positions',
  models: ['position', 'term'],
  permissions,
  glossary,
  resources: { position: {}, term: { personal: ['reason', 'endReason'], about: 'personId' } },
  category: 'access',
})
