import { Finds, Search } from '../contract.ts'
import { query } from '../room.ts'
import { findEverywhere } from './find.ts'

/** The same for programs: plain ids and names instead of words in the reader's language. */
export const search = query({
  name: 'search.search',
  summary: 'Find units, people and what else there is by a part of its name',
  permission: 'member',
  input: Search,
  output: Finds,
  http: { method: 'get', path: '/search' },
  async run({ ask }, input) {
    const { groups } = await ask(findEverywhere, input)
    return {
      items: groups.flatMap(({ name, found }) =>
        (found ?? []).map(({ id, title, href }) => ({
          type: name,
          id,
          title: 'text' in title ? title.text : null,
          href,
        })),
      ),
    }
  },
})
