import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { MadeTokenPage } from '../../../templates/pages/tokens/made-token-page.tsx'
import { NewTokenPage } from '../../../templates/pages/tokens/new-token-page.tsx'
import { TokensPage } from '../../../templates/pages/tokens/tokens-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { afterBulk, bulkModel } from '../../platform/lists/bulk-page.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { scopesBesidePermissions } from '../../platform/policy/token-scopes.ts'
import { offeredDays } from './api-token.ts'
import { createToken } from './commands/create-token.ts'
import { endMyToken } from './commands/end-my-token.ts'
import { endTokens } from './commands/end-tokens.ts'
import { listMyTokens, readTokenChoices, tokenList } from './queries/tokens.ts'

const mine = page({
  name: 'tokens.tokensPage',
  path: '/account/tokens',
  permission: 'member',
  async show({ ask, form, caller }) {
    const { items } = await ask(listMyTokens, {})
    return draw(TokensPage, { tokens: items, now: caller.now, idempotencyKey: form().idempotencyKey })
  },
})

const make = page({
  name: 'tokens.newTokenPage',
  path: '/account/tokens/new',
  permission: 'member',
  stepUp: true,
  show: async ({ ask, form }) =>
    draw(NewTokenPage, {
      choices: await ask(readTokenChoices, {}),
      days: offeredDays,
      besidePermissions: scopesBesidePermissions,
      form: form(),
    }),
  submit: { command: createToken, done: (made) => draw(MadeTokenPage, made) },
})

const end = action({
  name: 'tokens.endMyTokenAction',
  path: '/account/tokens/:tokenId/end',
  permission: 'member',
  command: endMyToken,
  done: () => go('/account/tokens', success('tokens.ended')),
  back: () => '/account/tokens',
})

const all = page({
  name: 'tokens.allTokensPage',
  path: '/tokens',
  permission: 'tokens.manage',
  navigation: { group: 'administration', label: 'tokens.title', icon: 'key', order: 70 },
  show: async (context) => draw(ListPage, { list: await listModel(tokenList, context, [endTokens]) }),
})

const endChosen = page({
  name: 'tokens.endTokensPage',
  path: '/tokens/end',
  permission: 'tokens.manage',
  show: async (context) => draw(BulkPage, { act: await bulkModel(endTokens, context) }),
  submit: { command: endTokens, done: (outcome, context) => afterBulk(endTokens, outcome, context) },
})

export const pages: readonly AnyPage[] = [mine, make, end, all, endChosen]
