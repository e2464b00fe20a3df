import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, isResting, personBehind } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { hasEnded, hasNotFailed, isOver, notCancellable } from './task.ts'
import type { TaskRow } from './views.ts'

/** A task belongs to who started it. What may be started is decided by the room whose command starts it. */
export const permissions = {
  'tasks.redrive': {
    may: 'see the jobs that failed at every try, and send them back',
    heldBy: ['administrator'],
    closedToVisits: true,
  },
} as const satisfies Permissions

/** The tasks that an actor may see; while their membership rests, what is about themselves alone. `k` is the tasks table. */
export function visibleTasks(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`k.tenant_id = ${actor.tenantId}::uuid`
  const personId = personBehind(actor)
  return sql`k.tenant_id = ${actor.tenantId}::uuid AND k.started_by = ${personId}::uuid
    ${actor.kind === 'account' && isResting(actor, now) ? sql`AND k.about_oneself` : empty}`
}

/** Only where half a work may stay as it is. */
export const onlyWhileStoppable: Rule<TaskRow> = (_actor, task) => {
  if (isOver(task.state)) return hasEnded()
  return task.cancellable ? null : notCancellable()
}

export const onlyWhenFailed: Rule<TaskRow> = (_actor, task) =>
  task.state === 'failed' ? null : hasNotFailed()
