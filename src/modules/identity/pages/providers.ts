import { GoToProviderPage } from '../../../../templates/pages/identity/go-to-provider-page.tsx'
import { ProviderPage } from '../../../../templates/pages/identity/provider-page.tsx'
import { ProviderReturnPage } from '../../../../templates/pages/identity/provider-return-page.tsx'
import { SignInRulesPage } from '../../../../templates/pages/identity/sign-in-rules-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { addProvider } from '../commands/add-provider.ts'
import { beginLink } from '../commands/begin-link.ts'
import { changeProvider } from '../commands/change-provider.ts'
import { changeSignInRule } from '../commands/change-sign-in-rule.ts'
import { completeProviderSignIn } from '../commands/complete-provider-sign-in.ts'
import { removeProvider } from '../commands/remove-provider.ts'
import { unlinkIdentity } from '../commands/unlink-identity.ts'
import { ProviderReference } from '../contract.ts'
import { localPath } from '../local-path.ts'
import {
  listPlacesForGroups,
  listProviders,
  listRolesForGroups,
  readProvider,
  readSignInRules,
} from '../queries/providers.ts'

const settings = '/settings/sign-in'
const security = '/account/security'

/** The provider sends people here; what it says goes on as a form of ours, which no other site can send. */
const comeBack = page({
  name: 'identity.providerReturnPage',
  path: '/sign-in/with/:providerId/callback',
  permission: 'anyone',
  async show({ path, params, query, form, ask }) {
    const { providerId } = referenceOf(params)
    const { items } = await ask(listProviders, {})
    if (!items.some(({ id }) => id === providerId)) throw notFound()
    return draw(ProviderReturnPage, { action: path, sent: query, form: form() })
  },
  submit: { command: completeProviderSignIn, done: ({ next }) => go(localPath(next)) },
})

const beginLinkAction = action({
  name: 'identity.beginLinkAction',
  path: '/account/linked/:providerId/link',
  permission: 'member',
  command: beginLink,
  done: ({ name, path }) =>
    draw(GoToProviderPage, { name, href: `${path}&next=${encodeURIComponent(security)}` }),
  back: () => security,
})

const unlinkAction = action({
  name: 'identity.unlinkAction',
  path: '/account/linked/:linkedId/unlink',
  permission: 'signed-in',
  command: unlinkIdentity,
  done: () => go(`${security}#linked`, success('identity.linked.unlinked')),
  back: () => security,
})

const rules = page({
  name: 'identity.signInRulesPage',
  path: settings,
  permission: 'identity.manageProviders',
  navigation: { label: 'identity.providers.title', icon: 'lock', order: 72, group: 'settings' },
  show: async ({ ask, form }) =>
    draw(SignInRulesPage, { rules: await ask(readSignInRules, {}), form: form() }),
  submit: { command: changeSignInRule, done: () => go(settings, success('identity.providers.ruleSaved')) },
})

const add = page({
  name: 'identity.addProviderPage',
  path: `${settings}/new`,
  permission: 'identity.manageProviders',
  stepUp: true,
  async show({ ask, form }) {
    const [{ items: units }, { items: roles }] = await Promise.all([
      ask(listPlacesForGroups, {}),
      ask(listRolesForGroups, {}),
    ])
    return draw(ProviderPage, { provider: null, units, roles, form: form() })
  },
  submit: {
    command: addProvider,
    tidy: asWritten,
    // There stands what is still to be registered at the provider.
    done: ({ providerId }) => go(`${settings}/${providerId}`, success('identity.providers.added')),
  },
})

const change = page({
  name: 'identity.providerPage',
  path: `${settings}/:providerId`,
  permission: 'identity.manageProviders',
  stepUp: true,
  async show({ ask, form, params }) {
    const [provider, { items: units }, { items: roles }] = await Promise.all([
      ask(readProvider, referenceOf(params)),
      ask(listPlacesForGroups, {}),
      ask(listRolesForGroups, {}),
    ])
    return draw(ProviderPage, { provider, units, roles, form: form() })
  },
  submit: {
    command: changeProvider,
    tidy: asWritten,
    done: () => go(settings, success('identity.providers.saved')),
  },
})

const remove = action({
  name: 'identity.removeProviderAction',
  path: `${settings}/:providerId/remove`,
  permission: 'identity.manageProviders',
  command: removeProvider,
  done: () => go(settings, success('identity.providers.removed')),
  back: () => settings,
})

/** Domains are typed one after the other, and the last row of groups is there for one more. */
function asWritten(input: Record<string, unknown>): Record<string, unknown> {
  const { domains, roles, ...rest } = input
  const words = (Array.isArray(domains) ? domains : [domains]).flatMap((each) =>
    String(each ?? '').split(/[\s,;]+/),
  )
  const rows = Array.isArray(roles) ? roles : []
  return {
    ...rest,
    domains: words.filter(Boolean),
    roles: rows.filter((row) => typeof row === 'object' && row !== null && String(row.group ?? '') !== ''),
  }
}

function referenceOf(params: Record<string, string>): { providerId: string } {
  const { data } = ProviderReference.safeParse({ providerId: params.providerId })
  if (!data) throw notFound()
  return data
}

export const providerPages: readonly AnyPage[] = [
  comeBack,
  beginLinkAction,
  unlinkAction,
  rules,
  add,
  change,
  remove,
]
