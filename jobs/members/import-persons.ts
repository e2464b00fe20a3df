import { z } from 'zod'
import { listFillable } from '../../src/modules/fields/index.ts'
import { columnOf, importPerson, personImport, readWaiting, toldBy } from '../../src/modules/members/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { AppError } from '../../src/platform/errors.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import type { Translate } from '../../src/platform/presentation/view.ts'
import { refusalInWords } from '../../src/platform/run/refusal-words.ts'

const stepSize = 50

export const importPersons = task(personImport, {
  summary: 'Brings in the people of a file, and writes down those who were refused and why',
  state: z.strictObject({ done: z.int(), refused: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle(
    { ask, call, storage, state, output, checkpoint, conclude, t, locale, timeZone },
    { unitId, fileId, columns, withFields },
  ) {
    const { headings, rows } = await readWaiting({ storage }, fileId)
    const fields = withFields ? (await ask(listFillable, {})).items : []
    let { done, refused } = state ?? { done: 0, refused: 0 }
    const headingOf = (column: string) => headings[columns.indexOf(column)] ?? null
    while (done < rows.length) {
      for (const tableRow of rows.slice(done, done + stepSize)) {
        const { row, cells } = tableRow
        const { person, values } = toldBy(tableRow, columns, fields)
        const isTooWide = cells.slice(headings.length).some((cell) => cell !== '')
        const reason = isTooWide
          ? t('members.error.importTooWide')
          : await call(importPerson, {
              unitId,
              row,
              person,
              values: fields.length > 0 ? values : null,
              locale,
              timeZone,
            }).then(
              () => null,
              (error: unknown) => reasonOf(error, t, headingOf),
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
      await checkpoint({ done, refused }, { done, total: rows.length, phase: 'members.import.phase' })
    }
    conclude('members.import.came', { added: rows.length - refused, refused })
    return refused === 0
      ? undefined
      : { fileName: `${t('members.import.fileName')}.csv`, mediaType: 'text/csv' }
  },
})

/** A refusal in words, with the columns that it is about. Our own faults are none: the run ends and is repeated. */
function reasonOf(error: unknown, t: Translate, headingOf: (column: string) => string | null): string {
  if (!(error instanceof AppError) || error.status >= 500) throw error
  return refusalInWords(error, t, (pointer) => headingOf(columnOf(pointer)))
}
