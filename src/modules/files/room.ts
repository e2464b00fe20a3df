import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'files',
  models: ['storedFile', 'fileRendition'],
  permissions,
  resources: { file: {} },
})
