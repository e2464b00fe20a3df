import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list, bulk } = room({
  name: 'invitations',
  models: ['personInvitation'],
  permissions,
  glossary,
  resources: {
    // Nobody's key can keep what is said of somebody who is no person yet: their address stands in no audit.
    invitation: { secret: ['address', 'givenName', 'familyName', 'greeting'] },
    invitationFile: {},
  },
  category: 'access',
})
