import { writeToken } from '../../../src/modules/notifications/index.ts'
import { nothing, type Sample, type Samples } from './sample.ts'

const preferences: Sample = {
  about: 'nothing',
  input: () => ({ choices: [{ topic: 'identity.security', channel: 'email', wanted: true }] }),
}

// Whoever has the letter ends it, wherever they are.
const subscription: Sample = {
  about: 'nothing',
  input: ({ world: { portal }, spot: { tenantId, personId } }) => ({
    token: writeToken(
      portal.app.services,
      { tenantId, personId, topic: 'units.unitCreated', channel: 'email' },
      portal.clock.now(),
    ),
  }),
}

export const notifications: Samples = {
  'notifications.readMyPreferences': nothing,
  'notifications.updateMyPreferences': preferences,
  'notifications.preferencesPage': preferences,
  'notifications.listRecipients': {
    about: 'tenant',
    input: ({ spot }) => ({ topic: 'units.unitCreated', personIds: [spot.personId] }),
  },
  'notifications.readSubscription': subscription,
  'notifications.unsubscribe': subscription,
  'notifications.unsubscribePage': subscription,
}
