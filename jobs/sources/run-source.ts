import { z } from 'zod'
import {
  endRun,
  fetchSourcePage,
  mostFaults,
  sourceRun,
  takeRecord,
} from '../../src/modules/sources/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { AppError } from '../../src/platform/errors.ts'
import { refusalInWords } from '../../src/platform/run/refusal-words.ts'

const mostPages = 50

const State = z.strictObject({
  offset: z.int(),
  done: z.int(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  passed: z.int(),
  failed: z.int(),
  faults: z.array(z.strictObject({ record: z.string(), reason: z.string() })),
})

export const runSource = task(sourceRun, {
  summary: 'Brings in what an outside source holds, page by page, and marks what it holds no more',
  state: State,
  retry: { limit: 3, delaySeconds: 30, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle({ call, state, checkpoint, conclude, t }, { sourceId, runId }) {
    const so = state ?? {
      offset: 0,
      done: 0,
      added: 0,
      changed: 0,
      same: 0,
      passed: 0,
      failed: 0,
      faults: [],
    }
    const end = async (error: string | null) => {
      const { offset: _offset, done: _done, ...counts } = so
      const ended = await call(endRun, { runId, ...counts, error, held: so.done })
      if (ended.error === null)
        conclude('sources.came', {
          added: so.added,
          changed: so.changed,
          vanished: ended.vanished,
          failed: so.failed,
        })
      else conclude('sources.cameNot', { reason: t(`sources.errors.${ended.error.split('.').at(-1)}`) })
    }
    let total = 0
    for (let page = 0; page < mostPages; page += 1) {
      const found = await call(fetchSourcePage, { sourceId, offset: so.offset }).catch(refusalOf)
      if (found instanceof AppError) {
        // Which columns there are not any more.
        if (found.values.columns !== undefined)
          so.faults.push({ record: '1', reason: String(found.values.columns) })
        await end(found.code)
        return undefined
      }
      so.failed += found.faults.length
      so.faults.push(...found.faults)
      for (const record of found.records) {
        const taken = await call(takeRecord, { runId, record }).catch(refusalOf)
        if (taken instanceof AppError) {
          so.failed += 1
          so.faults.push({
            record: record.externalId,
            reason: refusalInWords(taken, t, (pointer) => pointer),
          })
        } else so[taken.became] += 1
      }
      so.faults = so.faults.slice(0, mostFaults)
      so.done += found.records.length + found.faults.length + found.skipped
      total = found.total
      if (found.next === null) break
      so.offset = found.next
      await checkpoint(so, { done: so.done, total, phase: 'sources.phase' })
    }
    // What it holds beyond was not met either, and has not vanished.
    so.failed += Math.max(0, total - so.done)
    await end(null)
    return undefined
  },
})

/** What is wrong with a source, or with what it says, is told; our own faults are repeated. */
function refusalOf(error: unknown): AppError {
  if (!(error instanceof AppError) || error.status >= 500) throw error
  return error
}
