import { SearchPage } from '../../../templates/pages/search/search-page.tsx'
import { type AnyPage, draw, page } from '../../platform/declare/page.ts'
import { Search } from './contract.ts'
import { findEverywhere } from './queries/find.ts'

const search = page({
  name: 'search.searchPage',
  path: '/search',
  permission: 'member',
  navigation: { group: 'top', label: 'search.title', icon: 'search', order: 10 },
  async show({ ask, query }) {
    const text = (query.q ?? '').trim().slice(0, 120)
    const asked = Search.safeParse({ text })
    // Null: nothing was asked yet, or one letter, which nearly everything has.
    return draw(SearchPage, {
      text,
      groups: asked.success ? (await ask(findEverywhere, { text })).groups : null,
    })
  },
})

export const pages: readonly AnyPage[] = [search]
