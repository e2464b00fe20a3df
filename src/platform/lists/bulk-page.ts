import type { PageContext } from '../declare/page.ts'
import { messageKeyOf } from '../errors.ts'
import type { BulkPageModel } from '../presentation/list.ts'
import type { Flash, Translate } from '../presentation/view.ts'
import { readAddress } from './address.ts'
import { type BulkOutcome, mostAtOnce } from './bulk.ts'
import type { List, ListOutput } from './list.ts'

/** Locale keys; title, lead and button take `count`, how many rows it is about. */
export interface BulkWords {
  title: string
  lead: string
  button: string
  danger?: boolean
}

/** The page between the list and the act: it says what will happen, and asks what is still open. */
export async function bulkModel(
  declared: List,
  context: PageContext,
  { title, lead, button, danger = false }: BulkWords,
): Promise<BulkPageModel> {
  const { ask, t, queryFields } = context
  const list = declared.with(await ask(declared.more, {}))
  const form = context.form()
  const sent = new Map(queryFields)
  // A form that was refused says again what it is about; else the address from the list does.
  const again = form.values.match !== undefined || form.values.chosen !== undefined
  const all = again ? form.values.all === 'true' : sent.get('all') === 'true'
  const match = String(again ? (form.values.match ?? '') : (sent.get('match') ?? ''))
  const chosen = all
    ? []
    : again
      ? [form.values.chosen ?? []].flat().map(String)
      : queryFields.filter(([name]) => name === 'chosen').map(([, id]) => id)
  const { asked } = readAddress(list, [...new URLSearchParams(match)])
  const matching = all
    ? ((await ask(list.query, { ...asked, counts: true, limit: 1 })) as ListOutput<unknown>)
    : null
  const count = matching?.counts?.total.count ?? chosen.length
  return {
    path: context.path,
    back: match === '' ? list.declaration.path : `${list.declaration.path}?${match}`,
    listTitle: t(list.declaration.words.title),
    title: t(title, { count }),
    lead: t(lead, { count }),
    button: t(button, { count }),
    danger,
    count,
    isTooMany: count > mostAtOnce,
    most: mostAtOnce,
    chosen,
    all,
    match,
    form,
  }
}

/** Tells what came of it: how many, how many not, and why. */
export function bulkNotice({ done, refused }: BulkOutcome, t: Translate): Flash {
  const count = refused.reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return { kind: 'success', message: 'layout.list.bulk.done', values: { done } }
  const reasons = refused
    .slice(0, 3)
    .map(({ code, count: many }) =>
      t('layout.list.bulk.reason', { count: many, reason: t(messageKeyOf(code)) }),
    )
    .join(' ')
  return {
    kind: done === 0 ? 'error' : 'warning',
    message: 'layout.list.bulk.partly',
    values: { done, refused: count, reasons },
  }
}
