import { z } from 'zod'
import { listFillable } from '../../src/modules/fields/index.ts'
import {
  columnOf,
  importPerson,
  isTooWide,
  judgeRows,
  personImport,
  readWaiting,
  repeatingRows,
  type TableRow,
  toldBy,
} from '../../src/modules/members/index.ts'
import { isAlreadyThere } from '../../src/modules/people/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { AppError, invalid } from '../../src/platform/errors.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import type { Translate } from '../../src/platform/presentation/view.ts'
import { refusalInWords } from '../../src/platform/run/refusal-words.ts'
import { starterGone } from '../../src/platform/tasks/as-starter.ts'

const stepSize = 50

const fileIn = (t: Translate) => ({ fileName: `${t('members.import.fileName')}.csv`, mediaType: 'text/csv' })

export const importPersons = task(personImport, {
  summary: 'Brings in the people of a file, and writes down those who were refused and why',
  state: z.strictObject({ done: z.int(), refused: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  partDone: ({ done, refused }, t) => ({
    result: fileIn(t),
    summary: { message: 'members.import.came', values: { added: done - refused, refused } },
  }),
  async handle(
    {
      taskId,
      ask,
      callAsStarter,
      storage,
      state,
      output,
      checkpoint,
      conclude,
      handOutIfCancelled,
      t,
      locale,
      timeZone,
    },
    { unitId, fileId, columns, withFields, token },
  ) {
    const { headings, rows } = await readWaiting({ storage }, fileId)
    const fields = withFields ? (await ask(listFillable, {})).items : []
    let { done, refused } = state ?? { done: 0, refused: 0 }
    const headingOf = (column: string) => headings[columns.indexOf(column)] ?? null
    const repeating = repeatingRows({ rows, columns, fields })
    /** Everything that the preview would say of the row, where the command was refused for the first thing of it. */
    const judged = async (row: TableRow, refusal: AppError | null) => {
      const isTold = refusal === null || refusal.issues !== undefined || isAlreadyThere(refusal)
      const [issues = []] = isTold
        ? await judgeRows(ask, { unitId, headings, rows: [row], columns, fields }, repeating)
        : []
      if (refusal && issues.length === 0)
        return refusalInWords(refusal, t, (pointer) => headingOf(columnOf(pointer)))
      const all = issues.map(({ column, ...issue }) => ({ ...issue, pointer: column ?? '', message: '' }))
      return refusalInWords(invalid(all), t, headingOf)
    }
    handOutIfCancelled(fileIn(t))
    while (done < rows.length) {
      for (const tableRow of rows.slice(done, done + stepSize)) {
        const { row, cells } = tableRow
        const { person, values } = toldBy(tableRow, columns, fields)
        const reason = isTooWide(cells, headings)
          ? await judged(tableRow, null)
          : await callAsStarter(
              token,
              importPerson,
              {
                importId: taskId,
                unitId,
                row,
                person,
                values: fields.length > 0 ? values : null,
                locale,
                timeZone,
              },
              String(row),
            ).then(
              () => null,
              (error: unknown) => judged(tableRow, refusalOf(error)),
            )
        if (reason === null) continue
        if (refused === 0)
          output.write(
            byteOrderMark + csvLine([t('members.import.row'), t('members.import.reason'), ...headings]),
          )
        output.write(csvLine([String(row), reason, ...cells]))
        refused += 1
      }
      done = Math.min(done + stepSize, rows.length)
      conclude('members.import.came', { added: done - refused, refused })
      await checkpoint({ done, refused }, { done, total: rows.length, phase: 'members.import.phase' })
    }
    return refused === 0 ? undefined : fileIn(t)
  },
})

/** Our own faults are none: the run ends and is repeated. Without whoever started it, it ends for good. */
function refusalOf(error: unknown): AppError {
  if (!(error instanceof AppError) || error.status >= 500 || error.code === starterGone().code) throw error
  return error
}
