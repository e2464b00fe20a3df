import type { Module } from '../../platform/declare/module.ts'
import { createToken } from './commands/create-token.ts'
import { endMyToken } from './commands/end-my-token.ts'
import { endToken } from './commands/end-token.ts'
import { endTokens } from './commands/end-tokens.ts'
import { tokenChanged } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { tokenAuthentication } from './queries/authentication.ts'
import { listMyTokens, readTokenChoices, tokenList } from './queries/tokens.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'

export const tokens: Module = {
  name: 'tokens',
  operations: [listMyTokens, readTokenChoices, tokenList.query, createToken, endMyToken, endToken, endTokens],
  pages,
  endpoints: [tokenList.download],
  permissions,
  facts: [tokenChanged],
  bearers: [tokenAuthentication],
  personalData,
  purges,
  tenantData: { goes: ['api_tokens'] },
}
