import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'identity',
  models: ['account', 'person', 'signUp', 'passwordReset', 'session', 'signInFailure', 'invitation'],
  permissions,
  resources: {
    account: { personal: ['email', 'phone'], secret: ['passwordHash'], about: 'id' },
    person: {
      personal: ['givenName', 'familyName', 'title', 'phone', 'bio', 'locale', 'timeZone'],
      about: 'id',
    },
    invitation: {},
  },
  category: 'account',
})
