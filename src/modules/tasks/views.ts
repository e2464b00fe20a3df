import { type Sql, sql } from '../../platform/db/sql.ts'
import { messageKeyOf } from '../../platform/errors.ts'
import type { MessageValues, Translate } from '../../platform/presentation/view.ts'
import type { Slots } from '../../platform/slots/slots.ts'
import type { TaskReply } from './contract.ts'
import type { TaskState } from './task.ts'

export interface TaskRow {
  id: string
  tenantId: string | null
  startedBy: string | null
  kind: string
  input: Readonly<Record<string, unknown>>
  title: string
  titleValues: MessageValues
  state: TaskState
  cancellable: boolean
  done: number
  total: number | null
  phase: string | null
  cancelRequestedAt: Date | null
  resultFileId: string | null
  resultName: string | null
  mediaType: string | null
  size: number | null
  summary: string | null
  summaryValues: MessageValues | null
  cameToNothing: boolean
  problem: string | null
  problemValues: MessageValues | null
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
}

/** The columns of a TaskRow; `k` is the tasks table, `f` the kept_files of their results. */
export const taskColumns: Sql = sql`k.id, k.tenant_id AS "tenantId", k.started_by AS "startedBy", k.kind, k.input, k.title,
  k.title_values AS "titleValues", k.state, k.cancellable, k.done, k.total, k.phase,
  k.cancel_requested_at AS "cancelRequestedAt", k.result_file_id AS "resultFileId", k.result_name AS "resultName",
  f.media_type AS "mediaType", f.size, k.summary, k.summary_values AS "summaryValues", k.came_to_nothing AS "cameToNothing", k.problem, k.problem_values AS "problemValues",
  k.created_at AS "createdAt", k.started_at AS "startedAt", k.ended_at AS "endedAt"`

export const taskTables: Sql = sql`tasks k LEFT JOIN kept_files f ON f.tenant_id = k.tenant_id AND f.file_id = k.result_file_id`

export function toReply(
  row: TaskRow,
  abilities: TaskReply['abilities'],
  href: string | null,
  say: Translate,
  pages: Slots['taskPages'],
): TaskReply {
  const { id, kind, title, titleValues, state, done, total, phase, createdAt, startedAt, endedAt } = row
  const { resultName, mediaType, size, summary, summaryValues, problem, problemValues } = row
  return {
    id,
    kind,
    title,
    titleValues,
    titleText: say(title, titleValues),
    state,
    done,
    total,
    phase,
    phaseText: phase === null ? null : say(phase),
    isCancelling: endedAt === null && row.cancelRequestedAt !== null,
    result:
      resultName !== null && mediaType !== null && size !== null && href !== null
        ? { fileName: resultName, mediaType, size, href }
        : null,
    page: endedAt === null ? null : pageOf(row, pages, say),
    summary:
      summary === null
        ? null
        : { message: summary, values: summaryValues ?? {}, text: say(summary, summaryValues ?? {}) },
    cameToNothing: row.cameToNothing,
    problem:
      problem === null
        ? null
        : {
            code: problem,
            values: problemValues ?? {},
            text: say(messageKeyOf(problem), problemValues ?? {}),
          },
    createdAt,
    startedAt,
    endedAt,
    abilities,
  }
}

function pageOf({ id, kind, input }: TaskRow, pages: Slots['taskPages'], say: Translate): TaskReply['page'] {
  const page = pages.get(kind)
  if (!page) return null
  const href = page.path.replaceAll(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(String({ ...input, taskId: id }[name])),
  )
  return { href, label: page.label, text: say(page.label) }
}
