import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { AppError, invalid, notFound } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { isProven, requireProof } from '../../../platform/run/authorise.ts'
import { linkToFile } from '../../files/index.ts'
import { cancelTask } from '../commands/cancel-task.ts'
import { retryTask } from '../commands/retry-task.ts'
import { ListMyTasks, TaskPage, TaskReference, TaskReply, TaskResult } from '../contract.ts'
import { visibleTasks } from '../policy.ts'
import { query } from '../room.ts'
import { findTask } from '../task-row.ts'
import { type TaskRow, taskColumns, taskTables, toReply } from '../views.ts'

const TaskCursor = z.tuple([z.uuid()])

export const listMyTasks = query({
  name: 'tasks.listMyTasks',
  summary: 'List the tasks that you started, newest first',
  permission: 'person',
  input: ListMyTasks,
  output: TaskPage,
  http: { method: 'get', path: '/tasks' },
  async run({ db, actor, able, services, now, text, slots, ask }, { limit, cursor }) {
    const after = cursor === undefined ? null : decodeCursor(cursor, TaskCursor)
    if (after === undefined) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    // Keys are made in the order of time, so they are the order and the place to go on from.
    const rows = await db.sql<TaskRow>(sql`
      SELECT ${taskColumns} FROM ${taskTables}
      WHERE ${visibleTasks(actor, now)} ${after ? sql`AND k.id < ${after[0]}::uuid` : empty}
      ORDER BY k.id DESC LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const hrefs = await Promise.all(items.map((row) => hrefOf(row, { services, slots, actor, now, ask })))
    return {
      items: items.map((row, index) =>
        toReply(row, abilitiesOn(row, able), hrefs[index] ?? null, text, slots.taskPages),
      ),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    }
  },
})

export const readTask = query({
  name: 'tasks.readTask',
  summary: 'Read a task of yours: how far it is, or how it ended',
  permission: 'person',
  input: TaskReference,
  output: TaskReply,
  http: { method: 'get', path: '/tasks/:taskId' },
  target: ({ db, actor, now }, { taskId }) => findTask(db.sql, taskId, actor, now),
  run: async ({ able, services, actor, now, text, slots, ask }, _input, task) =>
    toReply(
      task,
      abilitiesOn(task, able),
      await hrefOf(task, { services, slots, actor, now, ask }),
      text,
      slots.taskPages,
    ),
})

/** What a finished task has made: a fresh link to it. */
export const readTaskResult = query({
  name: 'tasks.readTaskResult',
  summary: 'Find the file that a task of yours has made',
  permission: 'person',
  input: TaskReference,
  output: TaskResult,
  async target({ db, actor, services, now }, { taskId }) {
    const task = await findTask(db.sql, taskId, actor, now)
    const href = task && linkTo(task, { services, now })
    return task === null || href === null ? null : { href, task }
  },
  async run({ actor, now, slots, ask }, _input, { href, task }) {
    const { kind } = task
    if (!(await isStillTheirs(task, { slots, ask }))) throw notFound()
    requireProof({ stepUp: slots.peopleTasks.has(kind) }, actor, now)
    return { href }
  },
})

/** A result is for nobody but who started the task. */
function linkTo(
  { resultFileId, startedBy }: TaskRow,
  { services, now }: Pick<QueryContext<never>, 'services' | 'now'>,
): string | null {
  return resultFileId && linkToFile(services, { links: 'person' }, resultFileId, startedBy, now)
}

/** Who has lost the right to what a file tells, or has said to stand apart from it, has the file no more. */
async function isStillTheirs(
  { kind, input }: TaskRow,
  { slots, ask }: Pick<QueryContext<never>, 'slots' | 'ask'>,
): Promise<boolean> {
  const needed = slots.taskFiles.get(kind)
  if (!needed) return true
  try {
    await ask(needed.query, needed.of(input))
    return true
  } catch (error) {
    if (error instanceof AppError && (error.status === 403 || error.status === 404)) return false
    throw error
  }
}

/** What speaks of people is reached by the address that asks for the proof, until its reader has given it. */
async function hrefOf(
  task: TaskRow,
  {
    slots,
    actor,
    ask,
    ...context
  }: Pick<QueryContext<never>, 'services' | 'slots' | 'actor' | 'now' | 'ask'>,
): Promise<string | null> {
  if (task.resultFileId !== null && !(await isStillTheirs(task, { slots, ask }))) return null
  const asks = slots.peopleTasks.has(task.kind) && actor.kind === 'account' && !isProven(actor, context.now)
  const link = linkTo(task, context)
  return link !== null && asks ? `/api/v1/tasks/${task.id}/result` : link
}

function abilitiesOn(task: TaskRow, able: QueryContext<never>['able']): TaskReply['abilities'] {
  return { cancel: task.cancelRequestedAt === null && able(cancelTask, task), retry: able(retryTask, task) }
}
