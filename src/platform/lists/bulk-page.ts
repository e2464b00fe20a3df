import { go, type PageContext, type PageResult } from '../declare/page.ts'
import { isId } from '../ids.ts'
import type { BulkPageModel, NamedRow } from '../presentation/list.ts'
import type { Flash, Translate } from '../presentation/view.ts'
import { readAddress } from './address.ts'
import { type BulkCommand, type BulkOutcome, mostAtOnce, mostByTask } from './bulk.ts'
import { cellOf } from './cells.ts'
import type { Column } from './columns.ts'
import type { List } from './list.ts'
import type { Row } from './statements.ts'

/** So many are named, so that whoever acts sees whom it is about; the rest is a number. */
const namedRows = 5

/** The page between the list and the act: it says what will happen to which rows, and asks what is still open. */
export async function bulkModel({ bulk }: BulkCommand, context: PageContext): Promise<BulkPageModel> {
  const { ask, t, queryFields } = context
  const list = bulk.list.with(await ask(bulk.list.more, {}))
  const form = context.form()
  const sent = new Map(queryFields)
  // A form that was refused says again what it is about; else the address from the list does.
  const again = form.values.match !== undefined || form.values.chosen !== undefined
  const all = again ? form.values.all === 'true' : sent.get('all') === 'true'
  const match = String(again ? (form.values.match ?? '') : (sent.get('match') ?? ''))
  const chosen = again
    ? [form.values.chosen ?? []].flat().map(String)
    : queryFields.filter(([name]) => name === 'chosen').map(([, id]) => id)
  const { asked } = readAddress(list, [...new URLSearchParams(match)])
  const { count, rows, ids } = await ask(list.few, {
    ...(all ? { asked } : { ids: chosen.filter(isId) }),
    first: namedRows,
    ...(all ? { most: mostByTask + 1 } : {}),
  })
  return {
    path: context.path,
    back: match === '' ? list.declaration.path : `${list.declaration.path}?${match}`,
    listTitle: t(list.declaration.words.title),
    title: t(bulk.words.title, { count }),
    lead: t(bulk.words.lead, { count }),
    button: t(bulk.words.button, { count }),
    danger: bulk.danger,
    count,
    named: rows.map((row) => nameOf(list, row, t, context.caller.locale())),
    byTask: count > mostAtOnce,
    isTooMany: count > mostByTask,
    most: mostByTask,
    // What is gone meanwhile is not acted upon.
    chosen: all ? [] : ids,
    all,
    match,
    form,
  }
}

/** What the row is called, and what the list says next of it: two may have one name. */
function nameOf(list: List, row: Row, t: Translate, locale: string): NamedRow {
  const columns = Object.entries(list.declaration.columns)
  const textOf = (found: [string, Column] | undefined) =>
    found ? cellOf(found[1], row[found[0]], row, t, locale).text : ''
  return {
    id: row.id,
    name: textOf(columns.find(([, { shown }]) => shown === 'always')),
    detail: textOf(columns.find(([, { shown = 'yes', type }]) => shown === 'yes' && saysWho.has(type))),
  }
}

const saysWho: ReadonlySet<Column['type']> = new Set(['name', 'text', 'code', 'choice', 'status'])

/** Back to the list with what came of it, or on to the task that does it. */
export function afterBulk(
  { bulk }: BulkCommand,
  outcome: BulkOutcome,
  { t }: Pick<PageContext, 't'>,
): PageResult {
  if (outcome.taskId) return go(`/tasks/${outcome.taskId}`)
  return go(bulk.list.declaration.path, noticeOf(outcome, t))
}

/** Tells how many were done, how many not, and why. */
function noticeOf({ done, refused }: BulkOutcome, t: Translate): Flash {
  const count = refused.reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return { kind: 'success', message: 'layout.list.bulk.done', values: { done } }
  const reasons = refused
    .slice(0, 3)
    .map(({ text, count: many }) => t('layout.list.bulk.reason', { count: many, reason: text }))
    .join(' ')
  return {
    kind: done === 0 ? 'error' : 'warning',
    message: 'layout.list.bulk.partly',
    values: { done, refused: count, reasons },
  }
}
