import type { z } from 'zod'
import type { CommandContext } from '../../platform/declare/operation.ts'
import type { TaskKind } from '../../platform/declare/task.ts'
import { notAsAnother } from '../../platform/errors.ts'
import { system } from '../../platform/policy/actor.ts'
import type { MessageValues } from '../../platform/presentation/view.ts'
import { registerTask } from './commands/register-task.ts'

type Starting = Pick<CommandContext<never, never>, 'actor' | 'locale' | 'call'>

/**
 * For the `run` of a command: long work begins when that command has committed. It belongs to whoever called the
 * command, in their association, language and time zone.
 */
export function startTask<Input extends z.ZodObject>(
  { actor, locale, call }: Starting,
  { name, title, cancellable, aboutOneself = false, alone = false, input: schema }: TaskKind<Input>,
  input: z.input<Input>,
  titleValues: MessageValues = {},
): Promise<{ taskId: string }> {
  const account = actor.kind === 'account' ? actor : null
  // It would go on, and be named, as the deed of somebody who knows nothing of it.
  if (account?.by) throw notAsAnother()
  return call(
    registerTask,
    {
      kind: name,
      title,
      titleValues,
      input: schema.parse(input),
      cancellable,
      aboutOneself,
      alone: alone ? name : null,
      startedBy: account?.personId ?? null,
      locale: locale(),
      timeZone: account?.timeZone ?? 'UTC',
    },
    { as: system(`${name} is started`, actor.tenantId, account?.accountId ?? null) },
  )
}
