import { z } from 'zod'
import { rowActs } from '../../src/modules/tasks/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import type { Translate } from '../../src/platform/presentation/view.ts'
import { refusalInWords } from '../../src/platform/run/refusal-words.ts'

const stepSize = 50

const fileIn = (t: Translate) => ({ fileName: `${t('tasks.rowActs.fileName')}.csv`, mediaType: 'text/csv' })

export const actOnRows = task(rowActs, {
  summary: 'Acts on many rows of a list, one by one, and writes down which were refused and why',
  state: z.strictObject({ looked: z.int(), refused: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 6 * 3600,
  partDone: ({ looked, refused }, t) => ({
    result: fileIn(t),
    summary: { message: 'tasks.rowActs.outcome', values: { done: looked - refused, refused } },
  }),
  async handle(
    { actOnRows: bind, state, output, progress, checkpoint, conclude, handOutIfCancelled, t },
    { operation, rowIds, token, extra },
  ) {
    const acts = await bind({ operation, token, extra })
    const total = rowIds.length
    const file = fileIn(t)
    let { looked, refused } = state ?? { looked: 0, refused: 0 }
    handOutIfCancelled(file)
    while (looked < total) {
      const step = rowIds.slice(looked, looked + stepSize)
      // Before anything is done to them: afterwards some may not be seen any more.
      const described = await acts.describe(step)
      for (const rowId of step) {
        const refusal = await acts.act(rowId)
        looked += 1
        if (refusal) {
          if (refused === 0)
            output.write(
              byteOrderMark + csvLine([...acts.heads, t('tasks.rowActs.reason'), t('tasks.rowActs.id')]),
            )
          const { cells = acts.heads.map(() => ''), personId } = described.get(rowId) ?? {}
          if (personId) output.speaksOf(personId)
          output.write(csvLine([...cells, refusalInWords(refusal, t), rowId]))
          refused += 1
        }
        const done = looked - refused
        conclude('tasks.rowActs.outcome', { done, refused }, { cameToNothing: done === 0 })
        progress({ done: looked, total, phase: 'tasks.rowActs.phase' })
      }
      await checkpoint({ looked, refused })
    }
    return refused === 0 ? undefined : file
  },
})
