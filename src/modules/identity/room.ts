import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'identity',
  models: [
    'account',
    'challenge',
    'signUp',
    'session',
    'device',
    'secondFactor',
    'recoveryCode',
    'passkey',
    'passkeyAnswer',
    'identityProvider',
    'providerRole',
    'linkedIdentity',
    'providerGrant',
    'signInRule',
    'refreshToken',
    'signInFailure',
    'invitation',
    'secondStepReset',
    'secondStepResetWait',
  ],
  permissions,
  glossary,
  resources: {
    account: { personal: ['email', 'phone'], secret: ['passwordHash'], about: 'id' },
    invitation: {},
    identityProvider: {},
    signInRule: {},
    linkedIdentity: { personal: ['email'], about: 'accountId' },
    acting: { personal: ['reason'], about: 'personId' },
    appSession: { personal: ['name'], about: 'accountId' },
    passkey: { personal: ['name'], about: 'accountId' },
    secondStepReset: { personal: ['reason'], about: 'personId' },
    resetWait: {},
  },
  category: 'account',
  tokens: false,
})
