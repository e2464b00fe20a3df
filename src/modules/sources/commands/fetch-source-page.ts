import { notFound } from '../../../platform/errors.ts'
import { fetchPage } from '../adapters/fetch-page.ts'
import { FetchedPage, FetchPage } from '../contract.ts'
import { inWords } from '../record.ts'
import { command } from '../room.ts'
import { findSource } from '../source-row.ts'

/** It writes nothing: what is asked outside is asked by the preparation of a command. */
export const fetchSourcePage = command({
  name: 'sources.fetchSourcePage',
  summary: 'Ask a source for a page of what it holds',
  permission: 'system',
  input: FetchPage,
  output: FetchedPage,
  idempotent: false,
  async prepare({ sql, actor, now, services }, { sourceId, offset }) {
    const source = await findSource(sql, sourceId, actor, now)
    if (!source) throw notFound()
    return fetchPage(source, offset, services, now)
  },
  run: async ({ prepared, text }) => ({ ...prepared, faults: inWords(prepared.faults, text) }),
})
