import { z } from 'zod'
import type { AnyCommand, Command, HttpPlace, InputOf } from '../declare/operation.ts'
import { AppError, defineError, invalid } from '../errors.ts'
import type { Translate } from '../presentation/view.ts'
import type { Caller } from '../run/runner.ts'
import { readAddress } from './address.ts'
import type { List, ReadingContext } from './list.ts'

/** More rows than this would keep a browser waiting without a word: a task does them. */
export const mostAtOnce = 200

/** More than these are more than anybody means, and more than one task should hold. */
export const mostByTask = 100_000

export const tooManyRows = defineError('request.tooManyRows', 409)
export const moreRowsNow = defineError('request.moreRowsNow', 409)

/** Locale keys of an act: what its page says and what a task of it is called. */
export interface BulkWords {
  /** Takes `count`, how many rows it is about. */
  title: string
  /** What will happen to them; takes `count`. */
  lead: string
  button: string
}

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
  words: BulkWords
  /** What it does cannot be undone, or not by everybody. */
  danger?: boolean
  each: Each
  /** What is asked once for all rows: to which unit, for what reason. */
  input?: Extra
  toInput(rowId: string, extra: z.output<z.ZodObject<Extra>>): InputOf<Each>
}

/** What the engine needs to run it, and pages to show it. */
export interface Bulk {
  list: List
  words: BulkWords
  danger: boolean
  each: AnyCommand
  /** What is asked once for all rows. */
  extra: z.ZodObject
  toInput(rowId: string, extra: unknown): object
}

export const BulkOutcome = z
  .strictObject({
    done: z.int(),
    refused: z.array(z.strictObject({ code: z.string(), text: z.string(), count: z.int() })),
    /** Where there are many rows nothing is done yet: this task does it. */
    taskId: z.uuid().optional(),
  })
  .meta({ id: 'BulkOutcome' })

export type BulkOutcome = z.output<typeof BulkOutcome>

/** Its page stands at the path that it has in the API. */
export type BulkCommand = Command<z.ZodType, typeof BulkOutcome, undefined> & { bulk: Bulk; http: HttpPlace }

const Rows = {
  /** Ids of rows. */
  chosen: z.array(z.uuid()).max(5000).default([]),
  /** Instead of these: all rows that match. */
  all: z.boolean().default(false),
  /** What they match. */
  match: z
    .string()
    .max(4000)
    .meta({
      description:
        'The filters as the address of the list says them, such as `search=ada&joinedFrom=2026-01-01`, those of declared fields included. Empty means every row.',
    })
    .default(''),
  atMost: z
    .int()
    .min(0)
    .meta({ description: 'How many rows you know of: where more match by now, nothing is done.' })
    .optional(),
}

/** A command over many rows of a list. Each row is a command of its own: what is refused for one does not stop the others. */
export function declareBulk<Permission extends string, Each extends AnyCommand, Extra extends z.ZodRawShape>(
  room: string,
  declaration: BulkDeclaration<Permission, Each, Extra>,
): BulkCommand {
  const { name, summary, permission, path, list, words, danger = false, each, toInput } = declaration
  return {
    kind: 'command',
    room,
    name,
    summary,
    permission,
    // Whoever acts on many has to show what acting on one takes.
    stepUp: each.stepUp,
    input: z.strictObject({ ...Rows, ...declaration.input }),
    output: BulkOutcome,
    http: {
      method: 'post',
      path: `${list.declaration.path}/${path}`,
      follow: ({ taskId }: BulkOutcome) => (taskId ? `/tasks/${taskId}` : null),
    },
    severity: each.severity,
    category: each.category,
    compliance: each.compliance,
    resources: { rows: {} },
    limits: [],
    idempotent: true,
    run: () => Promise.reject(new Error(`${name} runs for rows, not by itself.`)),
    bulk: {
      list,
      words,
      danger,
      each,
      extra: z.strictObject({ ...declaration.input }),
      toInput: toInput as Bulk['toInput'],
    },
  }
}

export interface BulkInput {
  chosen: string[]
  all: boolean
  match: string
  atMost?: number
}

/** What is asked once for all rows, as it was sent: a task keeps it so, and reads it again. */
export function extraOf(rawInput: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rawInput).filter(([name]) => !Object.hasOwn(Rows, name)))
}

/** The rows to act on. What is not understood of `match` is refused: it would be more rows than was meant. */
export async function rowsOf(list: List, context: ReadingContext, input: BulkInput): Promise<string[]> {
  if (!input.all) {
    const chosen = [...new Set(input.chosen)]
    if (chosen.length === 0) throw invalid([{ pointer: '/chosen', code: 'notChosen', message: '' }])
    return chosen
  }
  const whole = list.with(await list.partsFor(context))
  const { asked, ignored } = readAddress(whole, [...new URLSearchParams(input.match)])
  if (ignored.length > 0) throw invalid([{ pointer: '/match', code: 'invalid', message: '' }])
  const ids = await list.idsOf(context, asked, mostByTask + 1)
  if (ids.length > mostByTask) throw tooManyRows({ values: { most: mostByTask } })
  if (input.atMost !== undefined && ids.length > input.atMost)
    throw moreRowsNow({ values: { count: ids.length, before: input.atMost } })
  return ids
}

/** Runs the command for one row after the other and counts what came of it. */
export async function runForEach(
  ids: readonly string[],
  caller: Caller,
  act: (id: string, caller: Caller) => Promise<unknown>,
  text: Translate,
): Promise<BulkOutcome> {
  const refused = new Map<string, BulkOutcome['refused'][number]>()
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
      const { code, messageKey, values } = error
      const alike = refused.get(code) ?? { code, text: text(messageKey, values), count: 0 }
      refused.set(code, { ...alike, count: alike.count + 1 })
    }
  }
  return { done, refused: [...refused.values()] }
}
