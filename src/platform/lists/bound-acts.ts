import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { mayEnter, requireEntrance } from '../run/authorise.ts'
import type { Registry } from '../run/registry.ts'
import type { Caller, Runner } from '../run/runner.ts'
import { asStarter, starterGone } from '../tasks/as-starter.ts'
import type { ClaimedTask, RowActs } from '../tasks/task-keeping.ts'
import type { Words } from '../words.ts'
import { headOf, plainText } from './cells.ts'

export interface DescribedRow {
  cells: readonly string[]
  /** Whom it is about, where the list is about people. */
  personId: string | null
}

/** An act on rows, one by one, as whoever started its task. */
export interface BoundActs {
  /** Heads of what `describe` tells of a row. */
  heads: readonly string[]
  /** What the list shows of rows, so that people know them again. Those that are not to be seen tell nothing. */
  describe(rowIds: readonly string[]): Promise<ReadonlyMap<string, DescribedRow>>
  /** Null where it was done, or had been done before; else what it was refused for. */
  act(rowId: string): Promise<AppError | null>
}

interface Parts {
  database: Database
  runner: Runner
  registry: Registry
  clock: Clock
  words: Words
}

interface Binding extends Pick<RowActs, 'operation' | 'token' | 'extra'> {
  taskId: string
  /** As the job itself calls. */
  caller: Caller
}

/**
 * Each row is done with the rights that whoever started the task has at that moment: they are loaded anew for each, and
 * looked at once more in its transaction.
 */
export async function bindActs(
  { database, runner, registry, clock, words }: Parts,
  claimed: Pick<ClaimedTask, 'tenantId' | 'personId' | 'locale'>,
  { operation, token, extra: sent, taskId, caller }: Binding,
): Promise<BoundActs> {
  const command = registry.operations.get(operation)
  if (command?.kind !== 'command' || !command.bulk) throw new Error(`${operation} is no act on rows.`)
  const { list, each, extra: schema, toInput } = command.bulk
  const extra = schema.parse(sent)
  const t = words.in(claimed.locale)

  const starter = asStarter({ database, registry, clock }, claimed, token, caller, {
    proven: command.stepUp === true,
  })

  const { person } = list.declaration
  const first = await starter()
  const columns = Object.entries(list.declaration.columns).filter(
    ([, { shown = 'yes' }]) => shown === 'always' || (shown === 'yes' && list.mayExport(first)),
  )
  return {
    heads: columns.map(([key, column]) => headOf(key, column, t)),
    async describe(rowIds) {
      const reader = await starter()
      if (!mayEnter(list.query, reader.actor, reader.now)) return new Map()
      const { rows } = await runner.ask(list.few, { ids: rowIds, first: rowIds.length }, reader)
      return new Map(
        rows.map((row) => [
          row.id,
          {
            cells: columns.map(([key, column]) => plainText(column, row[key], row, t)),
            personId: person === undefined ? null : (row[person] as string | null),
          },
        ]),
      )
    },
    async act(rowId) {
      const actor = await starter()
      try {
        await runner.watch(command, {}, actor, () => {
          requireEntrance(command, actor.actor, actor.now)
          requireEntrance(list.query, actor.actor, actor.now)
        })
        await runner.call(each, toInput(rowId, extra), {
          ...actor,
          idempotencyKey: `${taskId}:${rowId}`,
          repeatsLate: true,
        })
        return null
      } catch (error) {
        // Our own fault ends the run: the next one goes on where this one was.
        if (!(error instanceof AppError) || error.status >= 500 || error.code === starterGone().code)
          throw error
        return error
      }
    },
  }
}
