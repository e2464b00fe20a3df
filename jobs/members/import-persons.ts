import { createHash } from 'node:crypto'
import { z } from 'zod'
import { listFillable } from '../../src/modules/fields/index.ts'
import {
  type CodedRowIssue,
  columnOf,
  importAll,
  importPeople,
  importUndoing,
  judgeRows,
  listUndoRows,
  type Match,
  matchedParts,
  matchRows,
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

const stepSize = 100

const fileIn = (t: Translate) => ({ fileName: `${t('members.import.fileName')}.csv`, mediaType: 'text/csv' })

export const importPersons = task(personImport, {
  summary: 'Brings in the people of a file, and writes down those who were refused and why',
  state: z.strictObject({
    done: z.int(),
    refused: z.int(),
    changed: z.int().default(0),
    same: z.int().default(0),
  }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  partDone: ({ done, refused, changed, same }, t) => ({
    result: fileIn(t),
    summary: outcomeOf({ added: done - refused - changed - same, changed, refused, same }),
  }),
  async handle(
    {
      taskId,
      ask,
      askAsStarter,
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
    { unitId, fileId, columns, withFields, known, all, token },
  ) {
    const { headings, rows } = await readWaiting({ storage }, fileId)
    const fields = withFields ? (await ask(listFillable, {})).items : []
    let { done, refused, changed, same } = state ?? { done: 0, refused: 0, changed: 0, same: 0 }
    const headingOf = (column: string) => headings[columns.indexOf(column)] ?? null
    const say = (came: Came) => {
      const { message, values } = outcomeOf(came)
      conclude(message, values, {
        cameToNothing: came.refused > 0 && came.added + came.changed + came.same === 0,
      })
    }
    /** As whoever started it may match them by now. */
    const matched = async (some: readonly TableRow[]): Promise<readonly Match[]> => {
      try {
        return (await askAsStarter(token, matchRows, { unitId, rows: matchedParts(some, columns) })).rows
      } catch (error) {
        // Whoever may not ask this may not bring them in either: the command says so of each row.
        refusalOf(error)
        return some.map(({ row }) => ({
          row,
          unitId,
          unitName: '',
          issue: null,
          personId: null,
          belongs: false,
        }))
      }
    }
    // Over all rows, whichever of them have come in: what a row repeats does not depend on when its turn comes.
    const repeating = repeatingRows({ rows, columns, matches: await matched(rows) })
    const inWords = (issues: readonly CodedRowIssue[]) =>
      refusalInWords(
        invalid(issues.map(({ column, ...issue }) => ({ ...issue, pointer: column ?? '', message: '' }))),
        t,
        headingOf,
      )
    /** Everything that the preview would say of the row, where the command was refused for the first thing of it. */
    const judged = async (row: TableRow, refusal: AppError) => {
      const isTold = refusal.issues !== undefined || isAlreadyThere(refusal)
      const [issues = []] = isTold
        ? await judgeRows(
            ask,
            { unitId, headings, rows: [row], columns, fields, known, matches: await matched([row]) },
            repeating,
          )
        : []
      return issues.length > 0
        ? inWords(issues)
        : refusalInWords(refusal, t, (pointer) => headingOf(columnOf(pointer)))
    }
    /** Rows as the command takes them. */
    const toldOf = (some: readonly TableRow[], matches: readonly Match[]) => {
      const matchOf = new Map(matches.map((match) => [match.row, match]))
      return some.map((tableRow) => {
        const { person, values } = toldBy(tableRow, columns, fields)
        const match = matchOf.get(tableRow.row)
        const knownId = known === 'refuse' ? null : (match?.personId ?? null)
        return {
          row: tableRow.row,
          unitId: match?.unitId ?? unitId,
          person,
          values: fields.length > 0 ? values : null,
          knownId,
        }
      })
    }
    const change = known === 'change'
    const tell = (row: number, reason: string, cells: readonly string[]) => {
      if (refused === 0)
        output.write(
          byteOrderMark + csvLine([t('members.import.row'), t('members.import.reason'), ...headings]),
        )
      output.write(csvLine([String(row), reason, ...cells]))
      refused += 1
    }
    /** All of them at once; where one is refused, each half by itself. Answers with the rows that stay out, and why. */
    const bringIn = async (
      some: readonly TableRow[],
      matches: readonly Match[],
    ): Promise<Array<readonly [number, string]>> => {
      if (some.length === 0) return []
      try {
        const input = { importId: taskId, rows: toldOf(some, matches), change, locale, timeZone }
        const here = await callAsStarter(token, importPeople, input, keyOf(some))
        changed += here.changed
        same += here.same
        return []
      } catch (error) {
        const refusal = refusalOf(error)
        const middle = Math.ceil(some.length / 2)
        if (some.length > 1 && isOfRows(refusal))
          return [
            ...(await bringIn(some.slice(0, middle), matches)),
            ...(await bringIn(some.slice(middle), matches)),
          ]
        return Promise.all(
          some.map(async (tableRow) => [tableRow.row, await judged(tableRow, refusal)] as const),
        )
      }
    }
    async function bringInAll() {
      // A run that died may have brought them in: they are no repetition of themselves.
      const before = await ask(listUndoRows, { importId: taskId, after: 0, limit: rows.length })
      if (before.rows.length > 0) {
        say({
          added: before.rows.length - before.changed,
          changed: before.changed,
          refused: 0,
          same: rows.length - before.rows.length,
        })
        return undefined
      }
      const matches = await matched(rows)
      const issues = await judgeRows(
        ask,
        { unitId, headings, rows, columns, fields, known, matches },
        repeating,
      )
      await checkpoint(
        { done: 0, refused: 0, changed: 0, same: 0 },
        { done: 0, total: rows.length, phase: 'members.import.phase' },
      )
      // After it: a run that is repeated says them anew.
      for (const [place, { row, cells }] of rows.entries())
        if (issues[place]?.length) tell(row, inWords(issues[place] ?? []), cells)
      if (refused > 0) {
        conclude('members.import.noneCame', { refused }, { cameToNothing: true })
        return fileIn(t)
      }
      try {
        const input = { importId: taskId, rows: toldOf(rows, matches), change, locale, timeZone }
        const came = await callAsStarter(token, importAll, input, keyOf(rows))
        say({ ...came, refused: 0 })
        return undefined
      } catch (error) {
        // Somebody did the same meanwhile: all or nobody, so it is nobody.
        conclude(
          'members.import.overtaken',
          { reason: refusalInWords(refusalOf(error), t) },
          { cameToNothing: true },
        )
        return undefined
      }
    }
    handOutIfCancelled(fileIn(t))
    if (all) return bringInAll()
    while (done < rows.length) {
      const step = rows.slice(done, done + stepSize)
      const [first = 0, last = 0] = [step.at(0)?.row, step.at(-1)?.row]
      // A run that died may have brought some of them in.
      const before = await ask(listUndoRows, {
        importId: taskId,
        after: first - 1,
        limit: last - first + 1,
      })
      const came = new Set(before.rows)
      changed += before.changed
      const coming = step.filter(({ row }) => !came.has(row))
      const matches = await matched(coming)
      const issues = await judgeRows(
        ask,
        { unitId, headings, rows: coming, columns, fields, known, matches },
        repeating,
      )
      const reasons = new Map<number, string>()
      for (const [place, tableRow] of coming.entries())
        if (issues[place]?.length) reasons.set(tableRow.row, inWords(issues[place] ?? []))
      const good = coming.filter(({ row }) => !reasons.has(row))
      for (const [row, reason] of await bringIn(good, matches)) reasons.set(row, reason)
      for (const { row, cells } of step) {
        const reason = reasons.get(row)
        if (reason !== undefined) tell(row, reason, cells)
      }
      done = Math.min(done + stepSize, rows.length)
      say({ added: done - refused - changed - same, changed, refused, same })
      await checkpoint(
        { done, refused, changed, same },
        { done, total: rows.length, phase: 'members.import.phase' },
      )
    }
    return refused === 0 ? undefined : fileIn(t)
  },
})

interface Came {
  added: number
  changed: number
  refused: number
  /** Rows about members that say nothing new of them. */
  same: number
}

/** What came of it, in words: of what is as it was only where there is some. */
function outcomeOf({ same, ...came }: Came): { message: string; values: Record<string, number> } {
  if (came.refused > 0 && came.added + came.changed + same === 0)
    return { message: 'members.import.cameNothing', values: { refused: came.refused } }
  return same === 0
    ? { message: 'members.import.came', values: { ...came } }
    : { message: 'members.import.cameSame', values: { ...came, same } }
}

/** Our own faults are none: the run ends and is repeated. Without whoever started it, it ends for good. */
function refusalOf(error: unknown): AppError {
  if (!(error instanceof AppError) || error.status >= 500 || error.code === starterGone().code) throw error
  return error
}

/** Others are the same for all of them: the right to it is lost, or the unit has closed. */
function isOfRows({ status, code }: AppError): boolean {
  return (status === 409 || status === 422) && code !== importUndoing().code
}

/** The same rows are the same call, whichever run makes it. */
function keyOf(rows: readonly TableRow[]): string {
  return createHash('sha256')
    .update(rows.map(({ row }) => row).join())
    .digest('base64url')
}
