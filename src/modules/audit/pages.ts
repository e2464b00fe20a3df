import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { EntryPage } from '../../../templates/pages/audit/entry-page.tsx'
import { ExportPage } from '../../../templates/pages/audit/export-page.tsx'
import { type AnyPage, action, draw, go, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { readAddress } from '../../platform/lists/address.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { countBound } from '../../platform/lists/statements.ts'
import { requestExport } from './commands/request-export.ts'
import { revealPersonalValues } from './commands/reveal-personal-values.ts'
import { EntryReference } from './contract.ts'
import { entryList } from './queries/entries.ts'
import { readEntry, readRevealed } from './queries/entry.ts'

const all = page({
  name: 'audit.auditPage',
  path: '/audit',
  permission: 'audit.read',
  navigation: { group: 'administration', label: 'audit.title', icon: 'eye', order: 60 },
  show: async (context) => draw(ListPage, { list: await listModel(entryList, context) }),
})

const exporting = page({
  name: 'audit.exportPage',
  path: '/audit/export',
  permission: 'audit.read',
  async show({ ask, query, form }) {
    const state = form({ match: query.match ?? '' })
    const match = String(state.values.match ?? '')
    const { asked } = readAddress(entryList, [...new URLSearchParams(match)])
    const { count } = await ask(entryList.few, { asked, first: 0, most: countBound + 1 })
    return draw(ExportPage, {
      count: Math.min(count, countBound),
      isMore: count > countBound,
      back: match === '' ? '/audit' : `/audit?${match}`,
      form: state,
    })
  },
  submit: { command: requestExport, done: ({ taskId }) => go(`/tasks/${taskId}`) },
})

const one = page({
  name: 'audit.entryPage',
  path: '/audit/:entryId',
  permission: 'audit.read',
  async show({ ask, params, form }) {
    const reference = referenceOf(params)
    const entry = await ask(readEntry, reference)
    const { values } = entry.abilities.reveal ? await ask(readRevealed, reference) : { values: null }
    return draw(EntryPage, { entry, values, idempotencyKey: form().idempotencyKey })
  },
})

const reveal = action({
  name: 'audit.revealPersonalValuesAction',
  path: '/audit/:entryId/reveal',
  permission: 'audit.readPersonal',
  command: revealPersonalValues,
  fill: ({ params }) => referenceOf(params),
  done: (_values, { params }) => go(`/audit/${params.entryId}`),
  back: ({ params }) => `/audit/${params.entryId}`,
})

function referenceOf(params: Record<string, string>): { entryId: string } {
  const { data } = EntryReference.safeParse({ entryId: params.entryId })
  if (!data) throw notFound()
  return data
}

export const pages: readonly AnyPage[] = [all, exporting, one, reveal]
