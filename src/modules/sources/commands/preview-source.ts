import { notFound } from '../../../platform/errors.ts'
import { fetchPage } from '../adapters/fetch-page.ts'
import { SourcePreview, SourceReference } from '../contract.ts'
import { inWords } from '../record.ts'
import { command } from '../room.ts'
import { findSource } from '../source-row.ts'

const mostShown = 10

export const previewSource = command({
  name: 'sources.previewSource',
  summary: 'Ask a source what it holds, and bring nothing in',
  permission: 'sources.manage',
  input: SourceReference,
  output: SourcePreview,
  http: { method: 'post', path: '/project-sources/:sourceId/preview' },
  limits: [{ by: 'account', count: 30, seconds: 3600 }],
  // It changes nothing, and asked again it asks again.
  idempotent: false,
  async prepare({ sql, actor, now, services }, { sourceId }) {
    const source = await findSource(sql, sourceId, actor, now)
    if (!source) throw notFound()
    return fetchPage(source, 0, services, now)
  },
  target: ({ tx, actor, now }, { sourceId }) => findSource(tx.sql, sourceId, actor, now),
  async run({ prepared, text }, { sourceId }, { name, currency }) {
    const { records, faults, total } = prepared
    return {
      sourceId,
      name,
      currency,
      records: records.slice(0, mostShown),
      faults: inWords(faults.slice(0, mostShown), text),
      total,
    }
  },
})
