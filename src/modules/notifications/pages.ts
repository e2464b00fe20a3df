import { PreferencesPage } from '../../../templates/pages/notifications/preferences-page.tsx'
import { UnsubscribePage } from '../../../templates/pages/notifications/unsubscribe-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../platform/declare/page.ts'
import { unsubscribe } from './commands/unsubscribe.ts'
import { updateMyPreferences } from './commands/update-my-preferences.ts'
import { UnsubscribeToken } from './contract.ts'
import { linkInvalid } from './errors.ts'
import { readMyPreferences } from './queries/preferences.ts'
import { readSubscription } from './queries/subscription.ts'

const preferences = page({
  name: 'notifications.preferencesPage',
  path: '/profile/notifications',
  permission: 'member',
  show: async ({ ask, form, links }) =>
    draw(PreferencesPage, { ...(await ask(readMyPreferences, {})), form: form(), tabs: links('profile') }),
  submit: {
    command: updateMyPreferences,
    done: () => go('/profile/notifications', success('notifications.preferences.done')),
  },
})

/** A visit ends nothing, since programs that look through mail visit every link; a press does, also one in a mail program. */
const ending = page({
  name: 'notifications.unsubscribePage',
  path: '/unsubscribe/:token',
  permission: 'anyone',
  async show({ ask, params, form }) {
    const token = tokenOf(params.token)
    return draw(UnsubscribePage, {
      subscription: await ask(readSubscription, { token }),
      action: `/unsubscribe/${token}`,
      form: form(),
      done: false,
    })
  },
  submit: {
    command: unsubscribe,
    multipart: true,
    // Mail programs send a field of their own (`List-Unsubscribe=One-Click`).
    tidy: ({ token }) => ({ token: tokenOf(token) }),
    // Drawn at once: mail programs follow no redirect.
    done: (subscription, { params, form }) =>
      draw(UnsubscribePage, {
        subscription,
        action: `/unsubscribe/${params.token}`,
        form: form(),
        done: true,
      }),
  },
})

function tokenOf(text: unknown): string {
  const token = UnsubscribeToken.safeParse(text)
  if (!token.success) throw linkInvalid()
  return token.data
}

export const pages: readonly AnyPage[] = [preferences, ending]
