import { z } from 'zod'
import { importUndo, listUndoRows, takeBackRows } from '../../src/modules/members/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { AppError } from '../../src/platform/errors.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import type { Translate } from '../../src/platform/presentation/view.ts'
import { refusalInWords } from '../../src/platform/run/refusal-words.ts'
import { starterGone } from '../../src/platform/tasks/as-starter.ts'

const stepSize = 100

const fileIn = (t: Translate) => ({ fileName: `${t('members.undo.fileName')}.csv`, mediaType: 'text/csv' })

export const undoImport = task(importUndo, {
  summary: 'Takes back the people of an import, and writes down those who stay and why',
  state: z.strictObject({ row: z.int(), taken: z.int(), kept: z.int(), left: z.int().nullable() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  partDone: ({ taken, kept }, t) => ({
    result: fileIn(t),
    summary: { message: 'members.undo.went', values: { taken, kept } },
  }),
  async handle(
    { ask, callAsStarter, state, output, checkpoint, conclude, handOutIfCancelled, t },
    { importId, token },
  ) {
    let { row, taken, kept } = state ?? { row: 0, taken: 0, kept: 0 }
    const all = { importId, limit: 100_000 }
    const total = state?.left ?? (await ask(listUndoRows, { ...all, after: 0 })).rows.length
    const keep = (at: number, reason: string) => {
      if (kept === 0)
        output.write(byteOrderMark + csvLine([t('members.import.row'), t('members.import.reason')]))
      output.write(csvLine([String(at), reason]))
      kept += 1
    }
    /** All of them at once; where one is refused, each half by itself. Null where somebody is gone. */
    const takeBack = async (some: readonly number[]): Promise<Array<readonly [number, string | null]>> => {
      try {
        const done = await callAsStarter(token, takeBackRows, { importId, rows: [...some] }, some.join())
        return done.rows.map((each) => [each.row, each.keptFor && (each.text ?? '')])
      } catch (error) {
        // Our own faults are none of the rows': the run ends and is repeated.
        if (!(error instanceof AppError) || error.status >= 500 || error.code === starterGone().code)
          throw error
        const middle = Math.ceil(some.length / 2)
        if (some.length > 1 && error.status === 409)
          return [...(await takeBack(some.slice(0, middle))), ...(await takeBack(some.slice(middle)))]
        return some.map((at) => [at, refusalInWords(error, t)])
      }
    }
    handOutIfCancelled(fileIn(t))
    for (;;) {
      const { rows } = await ask(listUndoRows, { importId, after: row, limit: stepSize })
      if (rows.length === 0) break
      const told = await takeBack(rows)
      for (const [at, reason] of told)
        if (reason === null) taken += 1
        else keep(at, reason)
      row = rows.at(-1) ?? row
      conclude('members.undo.went', { taken, kept }, { cameToNothing: taken === 0 })
      await checkpoint(
        { row, taken, kept, left: total },
        { done: Math.min(taken + kept, total), total, phase: 'members.undo.phase' },
      )
    }
    return kept === 0 ? undefined : fileIn(t)
  },
})
