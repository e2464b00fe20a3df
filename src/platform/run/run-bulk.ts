import { AuditDraft } from '../audit/audit-draft.ts'
import { translateDatabaseError } from '../db/constraint-errors.ts'
import type { AnyCommand, CommandContext } from '../declare/operation.ts'
import {
  type Bulk,
  type BulkInput,
  type BulkOutcome,
  extraOf,
  mostAtOnce,
  rowsOf,
  runForEach,
  tooManyRows,
} from '../lists/bulk.ts'
import { type Authority, system } from '../policy/actor.ts'
import { checkInput } from './check-shape.ts'
import { findReply, type Repeat, repeatOf } from './idempotency.ts'
import { enterNewest } from './newest-rights.ts'
import { attemptCommand, recordRefusal, runCommand } from './run-command.ts'
import type { Caller, Engine, Reply } from './runner.ts'
import { sharedContext } from './shared-context.ts'

/** Few rows are done at once, one after the other; many become a task that begins when it is written down. */
export async function runBulk(
  engine: Engine,
  command: AnyCommand,
  bulk: Bulk,
  rawInput: unknown,
  caller: Caller,
): Promise<Reply<unknown>> {
  const measured = engine.metrics.start(command.name)
  try {
    const asked = await look(engine, command, bulk, rawInput, caller).catch(async (error: unknown) => {
      await recordRefusal(engine, command, rawInput, caller, error)
      throw error
    })
    const reply =
      'output' in asked
        ? asked
        : asked.rowIds.length > mostAtOnce
          ? await beginTask(engine, command, bulk, asked.rowIds, rawInput as object, caller)
          : await actAtOnce(engine, command, bulk, asked, caller)
    measured('done')
    return reply
  } catch (error) {
    measured(error)
    throw error
  }
}

interface Asked {
  input: BulkInput
  rowIds: string[]
  repeat: Repeat | null
  authority: Authority | null
}

/** May it be done, was it done before, and to which rows? */
async function look(
  engine: Engine,
  command: AnyCommand,
  { list }: Bulk,
  rawInput: unknown,
  caller: Caller,
): Promise<Asked | Reply<unknown>> {
  const authority = await enterNewest(command, caller)
  // Whoever acts on what a list shows must be able to see it.
  await enterNewest(list.query, caller)
  const input = checkInput(command.input, rawInput) as BulkInput
  const repeat = caller.idempotencyKey ? repeatOf(command, input, caller, caller.idempotencyKey) : null
  const earlier = repeat && (await findReply(engine.database.sql, engine.services.crypto, repeat, caller.now))
  if (earlier) return { output: earlier.reply, replayed: true }
  const rowIds = await rowsOf(list, { ...sharedContext(engine, caller), db: engine.database.read }, input)
  // A script has no page on which to follow a task, and can go on by itself.
  if (rowIds.length > mostAtOnce && caller.actor.kind !== 'account')
    throw tooManyRows({ values: { most: mostAtOnce } })
  return { input, rowIds, repeat, authority }
}

/** Each row has its own transaction, permission check, audit entry and, with a key, its own kept reply. */
async function actAtOnce(
  engine: Engine,
  command: AnyCommand,
  { list, each, toInput }: Bulk,
  { input, rowIds, repeat, authority }: Asked,
  caller: Caller,
): Promise<Reply<unknown>> {
  const extra = extraOf(input)
  const output = await runForEach(
    rowIds,
    caller,
    (id, forRow) => runCommand(engine, each, toInput(id, extra), forRow),
    sharedContext(engine, caller).text,
  )
  const draft = new AuditDraft(command, caller.actor, authority, caller)
  const refused = output.refused.reduce((sum, { count }) => sum + count, 0)
  draft.record({ type: 'rows', id: list.declaration.name }, null, { done: output.done, refused })
  // The rows are done: that must be written down, whatever they have changed about the rights of who did it.
  const writer = { ...caller, actor: system(`${command.name} has acted on rows`, caller.actor.tenantId) }
  const collected = { audit: [draft], facts: [], repeat, session: [] }
  try {
    await engine.database.transaction((tx) =>
      engine.commitRecord.write(tx, engine, collected, writer, output),
    )
  } catch (error) {
    const winner =
      repeat && (await findReply(engine.database.sql, engine.services.crypto, repeat, caller.now))
    if (winner) return { output: winner.reply, replayed: true }
    throw translateDatabaseError(error, engine.registry.constraintErrors)
  }
  return { output, replayed: false }
}

/** The rows are those that matched when it was asked for, whatever comes to match while the task is at work. */
function beginTask(
  engine: Engine,
  command: AnyCommand,
  { list, words }: Bulk,
  rowIds: string[],
  rawInput: object,
  caller: Caller,
): Promise<Reply<unknown>> {
  const count = rowIds.length
  const use = caller.actor.kind === 'account' ? caller.actor.token : null
  const token = use && { id: use.id, prefix: use.prefix }
  const beginning: AnyCommand = {
    ...command,
    async run(context: CommandContext<never, never>): Promise<BulkOutcome> {
      const { taskId } = await engine.registry.taskKeeping.startRowActs(
        context,
        { operation: command.name, rowIds, token, extra: extraOf(rawInput) },
        { title: words.title, values: { count } },
      )
      context.record({ type: 'rows', id: list.declaration.name }, null, { count, taskId })
      return { done: 0, refused: [], taskId }
    },
  }
  return attemptCommand(engine, beginning, rawInput, caller)
}
