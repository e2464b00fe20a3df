import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { EntryPage } from '../../../templates/pages/audit/entry-page.tsx'
import { type AnyPage, action, draw, go, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
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

export const pages: readonly AnyPage[] = [all, one, reveal]
