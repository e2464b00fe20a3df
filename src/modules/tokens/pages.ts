import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { MadeTokenPage } from '../../../templates/pages/tokens/made-token-page.tsx'
import { NewTokenPage } from '../../../templates/pages/tokens/new-token-page.tsx'
import { TokensPage } from '../../../templates/pages/tokens/tokens-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { bulkModel, bulkNotice } from '../../platform/lists/bulk-page.ts'
import { listModel } from '../../platform/lists/page-model.ts'
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
    draw(NewTokenPage, { choices: await ask(readTokenChoices, {}), days: offeredDays, form: form() }),
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
  navigation: { label: 'tokens.title', icon: 'lock', order: 82 },
  show: async (context) =>
    draw(ListPage, {
      list: await listModel(tokenList, context, [
        { command: endTokens, path: '/tokens/end', label: 'tokens.end', danger: true },
      ]),
    }),
})

const endChosen = page({
  name: 'tokens.endTokensPage',
  path: '/tokens/end',
  permission: 'tokens.manage',
  async show(context) {
    const act = await bulkModel(tokenList, context, {
      title: 'tokens.endChosen.title',
      lead: 'tokens.endChosen.lead',
      button: 'tokens.end',
      danger: true,
    })
    return draw(BulkPage, { act })
  },
  submit: { command: endTokens, done: (outcome, { t }) => go('/tokens', bulkNotice(outcome, t)) },
})

export const pages: readonly AnyPage[] = [mine, make, end, all, endChosen]
