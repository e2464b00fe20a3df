import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'identity',
  models: ['account', 'person', 'signUp', 'passwordReset', 'session', 'signInFailure', 'invitation'],
  permissions,
})
