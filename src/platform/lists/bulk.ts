import { z } from 'zod'
import type { AnyCommand, Command, InputOf } from '../declare/operation.ts'
import { AppError, defineError, invalid } from '../errors.ts'
import type { Caller } from '../run/runner.ts'
import { readAddress } from './address.ts'
import type { List, ReadingContext } from './list.ts'

/** More than this many rows at once would keep a browser waiting without a word. */
export const mostAtOnce = 200

export const tooManyRows = defineError('request.tooManyRows', 409)

export interface BulkDeclaration<
  Permission extends string,
  Each extends AnyCommand,
  Extra extends z.ZodRawShape,
> {
  /** `<room>.<verbNoun>` */
  name: string
  summary: string
  /** To come in at all; each row is checked by the command that runs for it. */
  permission: Permission
  /** Below the path of the list, in the portal and in the API. */
  path: string
  list: List
  each: Each
  /** What is asked once for all rows: to which unit, for what reason. */
  input?: Extra
  toInput(rowId: string, extra: z.output<z.ZodObject<Extra>>): InputOf<Each>
}

/** What the engine needs to run it. */
export interface Bulk {
  list: List
  each: AnyCommand
  toInput(rowId: string, extra: unknown): object
}

export const BulkOutcome = z
  .strictObject({
    done: z.int(),
    refused: z.array(z.strictObject({ code: z.string(), count: z.int() })),
  })
  .meta({ id: 'BulkOutcome' })

export type BulkOutcome = z.output<typeof BulkOutcome>

export type BulkCommand = Command<z.ZodType, typeof BulkOutcome, undefined>

const Rows = {
  /** Ids of rows. */
  chosen: z.array(z.uuid()).max(1000).default([]),
  /** Instead of these: all rows that match. */
  all: z.boolean().default(false),
  /** What they match: the filters as the address of the list says them. Empty means every row. */
  match: z.string().max(4000).default(''),
}

/** A command over many rows of a list. Each row is a command of its own: what is refused for one does not stop the others. */
export function declareBulk<Permission extends string, Each extends AnyCommand, Extra extends z.ZodRawShape>(
  room: string,
  declaration: BulkDeclaration<Permission, Each, Extra>,
): BulkCommand {
  const { name, summary, permission, path, list, each, toInput } = declaration
  return {
    kind: 'command',
    room,
    name,
    summary,
    permission,
    input: z.strictObject({ ...Rows, ...declaration.input }),
    output: BulkOutcome,
    http: { method: 'post', path: `${list.declaration.path}/${path}` },
    severity: each.severity,
    category: each.category,
    compliance: each.compliance,
    resources: {},
    limits: [],
    idempotent: true,
    run: () => Promise.reject(new Error(`${name} runs for rows, not by itself.`)),
    bulk: { list, each, toInput: toInput as Bulk['toInput'] },
  }
}

export interface BulkInput {
  chosen: string[]
  all: boolean
  match: string
}

/** The rows to act on. What is not understood of `match` is refused: it would be more rows than was meant. */
export async function rowsOf(list: List, context: ReadingContext, input: BulkInput): Promise<string[]> {
  if (!input.all) {
    const chosen = [...new Set(input.chosen)]
    if (chosen.length === 0) throw invalid([{ pointer: '/chosen', code: 'notChosen', message: '' }])
    if (chosen.length > mostAtOnce) throw tooManyRows({ values: { most: mostAtOnce } })
    return chosen
  }
  const whole = list.with(await list.partsFor(context))
  const { asked, ignored } = readAddress(whole, [...new URLSearchParams(input.match)])
  if (ignored.length > 0) throw invalid([{ pointer: '/match', code: 'invalid', message: '' }])
  const ids = await list.idsOf(context, asked, mostAtOnce + 1)
  if (ids.length > mostAtOnce) throw tooManyRows({ values: { most: mostAtOnce } })
  return ids
}

/** Runs the command for one row after the other and counts what came of it. */
export async function runForEach(
  ids: readonly string[],
  caller: Caller,
  act: (id: string, caller: Caller) => Promise<unknown>,
): Promise<BulkOutcome> {
  const refused = new Map<string, number>()
  let done = 0
  for (const id of ids) {
    const key = caller.idempotencyKey
    try {
      await act(id, {
        ...caller,
        expectedVersion: undefined,
        idempotencyKey: key === undefined ? undefined : `${key}:${id}`,
      })
      done += 1
    } catch (error) {
      // Our own fault ends it: a repeat with the same key goes on where it ended.
      if (!(error instanceof AppError) || error.status >= 500) throw error
      refused.set(error.code, (refused.get(error.code) ?? 0) + 1)
    }
  }
  return { done, refused: [...refused].map(([code, count]) => ({ code, count })) }
}
