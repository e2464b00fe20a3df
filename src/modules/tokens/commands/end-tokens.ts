import { tokenList } from '../queries/tokens.ts'
import { bulk } from '../room.ts'
import { endToken } from './end-token.ts'

export const endTokens = bulk({
  name: 'tokens.endTokens',
  summary: 'End the API tokens that were chosen',
  permission: 'tokens.manage',
  path: 'end',
  list: tokenList,
  words: { title: 'tokens.endChosen.title', lead: 'tokens.endChosen.lead', button: 'tokens.end' },
  danger: true,
  each: endToken,
  toInput: (tokenId) => ({ tokenId }),
})
