import { once } from 'node:events'
import { z } from 'zod'
import { type Endpoint, type EndpointContext, endpoint } from '../declare/endpoint.ts'
import { queryFields } from '../http/api.ts'
import { decodeFields } from '../http/forms.ts'
import { plainMoney } from '../presentation/money.ts'
import type { Translate } from '../presentation/view.ts'
import { requireEntrance } from '../run/authorise.ts'
import { checkInput } from '../run/check-shape.ts'
import type { Column } from './columns.ts'
import { byteOrderMark, csvLine } from './csv.ts'
import type { List } from './list.ts'
import { textsOf } from './page-model.ts'
import type { Row } from './statements.ts'

const rowsAtOnce = 500

/**
 * The rows of a list as CSV, with the filters and the order of the page. Written as it is read: its length does not
 * matter to the memory. Days and moments are ISO 8601, moments in UTC; words are in the reader's language.
 */
export function downloadOf(list: Omit<List, 'download'>, permission: string): Endpoint {
  const { declaration } = list
  return endpoint({
    name: `${declaration.name}File`,
    summary: `${declaration.summary}, as a CSV file`,
    permission,
    method: 'get',
    path: `${declaration.path}.csv`,
    produces: 'text/csv',
    input: declaration.more
      ? z
          .object({ ...inputOf(list), sort: z.string().max(60).default(declaration.sort) })
          .catchall(z.unknown())
      : z.strictObject(inputOf(list)),
    async handle(context) {
      // Whoever may take the file may also see the list.
      requireEntrance(
        { kind: 'query', permission: declaration.permission },
        context.caller.actor,
        context.caller.now,
      )
      const whole = list.with(await context.ask(list.more, {}))
      const { sort, bom, ...asked } = (
        declaration.more ? checkInput(z.strictObject(inputOf(whole)), again(context, whole)) : context.input
      ) as { sort: string; bom: boolean }
      const columns = Object.entries(whole.declaration.columns).filter(
        ([, { shown, exported }]) => shown !== 'never' && exported !== false,
      )
      const { response, t } = context
      const readLot = (cursor: string | undefined) =>
        context.ask(list.lot, { sort, cursor, limit: rowsAtOnce, asked })
      // The first rows are read before anything is sent: a fault then still has an answer of its own.
      let page = await readLot(undefined)
      response.setHeader('Content-Type', 'text/csv; charset=utf-8')
      response.setHeader(
        'Content-Disposition',
        `attachment; filename="${fileName(context, declaration.path)}"`,
      )
      response.setHeader('Cache-Control', 'private, no-store')
      const head = columns.map(([key, { label, text }]) => text ?? (label ? t(label) : key))
      let text = (bom ? byteOrderMark : '') + csvLine(head)
      for (;;) {
        text += page.items
          .map((row) => csvLine(columns.map(([key, column]) => cellText(column, row[key], row, t))))
          .join('')
        if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')])
        if (page.nextCursor === null || response.destroyed) break
        page = await readLot(page.nextCursor)
        text = ''
      }
      response.end()
    },
  })
}

function inputOf(list: Omit<List, 'download'>) {
  return {
    ...list.fields,
    sort: z.enum(list.sorts as [string, ...string[]]).default(list.declaration.sort),
    /** For Excel, which else takes the file for another encoding. */
    bom: z.boolean().default(false),
  }
}

/** What stood in the address, read once more with the fields that the installation has declared. */
function again({ request }: EndpointContext, list: List): Record<string, unknown> {
  return decodeFields(queryFields(request), z.strictObject(inputOf(list)))
}

function fileName({ caller }: EndpointContext, path: string): string {
  return `${path.slice(path.lastIndexOf('/') + 1)}-${caller.now.toISOString().slice(0, 10)}.csv`
}

function cellText(column: Column, value: unknown, row: Row, t: Translate): string {
  if (value === null || value === undefined) return ''
  switch (column.type) {
    case 'instant':
      return (value as Date).toISOString()
    case 'choice':
    case 'status':
      return t(`${column.words}.${value}`)
    case 'money':
      return plainMoney(Number(value), String(row[column.currency]))
    default:
      return column.texts ? textsOf(column.texts, value) : String(value)
  }
}
