import type { AnyCommand } from '../declare/operation.ts'
import { type Bulk, type BulkInput, rowsOf, runForEach } from '../lists/bulk.ts'
import { requireEntrance } from './authorise.ts'
import { checkInput } from './check-shape.ts'
import { runCommand } from './run-command.ts'
import type { Caller, Engine, Reply } from './runner.ts'

/** Each row has its own transaction, permission check, audit entry and, with a key, its own kept reply. */
export async function runBulk(
  engine: Engine,
  command: AnyCommand,
  { list, each, toInput }: Bulk,
  rawInput: unknown,
  caller: Caller,
): Promise<Reply<unknown>> {
  const measured = engine.metrics.start(command.name)
  try {
    requireEntrance(command, caller.actor, caller.now)
    // Whoever acts on what a list shows must be able to see it.
    requireEntrance(list.query, caller.actor, caller.now)
    const { chosen, all, match, ...extra } = checkInput(command.input, rawInput) as BulkInput
    const context = { ...caller, db: engine.database.read }
    const ids = await rowsOf(list, context, { chosen, all, match })
    const output = await runForEach(ids, caller, (id, forRow) =>
      runCommand(engine, each, toInput(id, extra), forRow),
    )
    measured('done')
    return { output, replayed: false }
  } catch (error) {
    measured(error)
    throw error
  }
}
