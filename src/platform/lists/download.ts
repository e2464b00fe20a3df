import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { type Endpoint, type EndpointContext, endpoint } from '../declare/endpoint.ts'
import { decodeFields } from '../http/forms.ts'
import { checkInput } from '../run/check-shape.ts'
import { enterNewest } from '../run/newest-rights.ts'
import { byteOrderMark } from './csv.ts'
import { csvOf } from './csv-rows.ts'
import type { List } from './list.ts'
import { openParameters, openSort } from './shape.ts'
import type { RowPage } from './statements.ts'

const rowsAtOnce = 500

/**
 * The rows of a list as CSV, with the filters and the order of the page. Written as it is read: its length does not
 * matter to the memory. Days and moments are ISO 8601, moments in UTC; words are in the reader's language.
 */
export function downloadOf(list: Omit<List, 'download'>, permission: string): Endpoint {
  const { declaration } = list

  /** What is asked, with what the installation adds for this reader. */
  async function read(context: EndpointContext) {
    // Whoever may take the file may also see the list.
    await enterNewest({ kind: 'query', permission: declaration.permission }, context.caller)
    const whole = list.with(await context.ask(list.more, {}))
    const { sort, bom, ...asked } = (
      declaration.more || declaration.named
        ? checkInput(z.strictObject(inputOf(whole)), again(context, whole))
        : context.input
    ) as { sort: string; bom: boolean }
    return { whole, sort, bom, asked }
  }

  return endpoint({
    name: `${declaration.name}File`,
    summary: `${declaration.summary}, as a CSV file`,
    permission,
    // What people see row by row all day is another thing when it leaves as a file.
    ...(declaration.namesNobody ? {} : { stepUp: true, tokens: 'export' as const }),
    method: 'get',
    path: `${declaration.path}.csv`,
    linked: 'itself',
    produces: 'text/csv',
    input: declaration.more
      ? z
          .object({
            ...inputOf(list),
            sort: z.string().max(60).meta(openSort(declaration.path, list.sorts)).default(declaration.sort),
          })
          .catchall(z.unknown())
          .meta(openParameters(declaration.path))
      : z.strictObject(inputOf(list)),
    check: read,
    async handle(context) {
      const { whole, sort, bom, asked } = await read(context)
      const { response, t } = context
      const csv = csvOf(whole, t)
      const readLot = (cursor: string | undefined) =>
        context.ask(list.lot, { sort, cursor, limit: rowsAtOnce, asked })
      // The first rows are read before anything is sent: a fault then still has an answer of its own.
      const first = await readLot(undefined)
      response.setHeader('Content-Type', 'text/csv; charset=utf-8')
      response.setHeader(
        'Content-Disposition',
        `attachment; filename="${fileName(context, declaration.path)}"`,
      )
      response.setHeader('Cache-Control', 'private, no-store')
      async function* lines() {
        yield (bom ? byteOrderMark : '') + csv.head()
        for (let page: RowPage | null = first; page; ) {
          yield csv.rows(page.items)
          page = page.nextCursor === null ? null : await readLot(page.nextCursor)
        }
      }
      try {
        await pipeline(Readable.from(lines()), response)
      } catch (error) {
        // Someone who stops the download is no fault of anybody.
        if (!isCutOff(error)) throw error
      }
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

/** What stood in the address, read once more with what the installation has declared and named. */
function again({ fields }: EndpointContext, list: List): Record<string, unknown> {
  return decodeFields(fields, z.strictObject(inputOf(list)))
}

function fileName({ caller }: EndpointContext, path: string): string {
  return `${path.slice(path.lastIndexOf('/') + 1)}-${caller.now.toISOString().slice(0, 10)}.csv`
}

function isCutOff(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE'
}
