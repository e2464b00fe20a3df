import type { Module } from '../../platform/declare/module.ts'
import { unsubscribe } from './commands/unsubscribe.ts'
import { updateMyPreferences } from './commands/update-my-preferences.ts'
import { pages } from './pages.ts'
import { readMyPreferences } from './queries/preferences.ts'
import { listRecipients } from './queries/recipients.ts'
import { readSubscription } from './queries/subscription.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'

export const notifications: Module = {
  name: 'notifications',
  operations: [readMyPreferences, updateMyPreferences, listRecipients, readSubscription, unsubscribe],
  pages,
  links,
  personalData,
  tenantData: { goes: ['notification_choices'] },
}
