import { z } from 'zod'
import {
  discardDrafts,
  draftInvitation,
  inviteByFile,
  judgeFile,
  sendDrafts,
} from '../../src/modules/invitations/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { AppError } from '../../src/platform/errors.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import { issueKeyOf } from '../../src/platform/run/issues.ts'
import { refusalInWords } from '../../src/platform/run/refusal-words.ts'

const stepSize = 50

export const inviteByFileTask = task(inviteByFile, {
  summary: 'Invites the people of a file, and writes down the lines that were refused and why',
  state: z.strictObject({ done: z.int(), refused: z.int(), sent: z.int(), step: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle(
    { ask, call, taskId, personId, state, output, checkpoint, conclude, t },
    { unitId, fileId, days, locale, greeting, all },
  ) {
    const startedBy = personId ?? ''
    const { headings, lines } = await ask(judgeFile, { unitId, fileId, startedBy })
    let { done, refused, sent, step } = state ?? { done: 0, refused: 0, sent: 0, step: 0 }
    const refuse = (row: number, reason: string, cells: readonly string[]) => {
      if (refused === 0)
        output.write(
          byteOrderMark + csvLine([t('invitations.file.row'), t('invitations.file.reason'), ...headings]),
        )
      output.write(csvLine([String(row), reason, ...cells]))
      refused += 1
    }
    const words = (column: string | null, code: string) => {
      const said = t(issueKeyOf(code))
      return column === null ? said : `${t(`invitations.file.column.${column}`)}: ${said}`
    }
    while (done < lines.length) {
      for (const { row, cells, unitId: at, channel, issues, ...line } of lines.slice(done, done + stepSize)) {
        // A line that this file has brought in already is judged as one that waits: the run before it did that.
        const reason =
          at === null || channel === null || issues.length > 0
            ? issues.map(({ column, code }) => words(column, code)).join(' ')
            : await call(draftInvitation, {
                batchId: taskId,
                startedBy,
                row,
                unitId: at,
                channel,
                ...line,
                greeting: line.greeting ?? greeting,
                days,
                locale,
              }).then(
                () => null,
                (error: unknown) => {
                  if (!(error instanceof AppError) || error.status >= 500) throw error
                  return refusalInWords(error, t)
                },
              )
        if (reason !== null) refuse(row, reason, cells)
      }
      done = Math.min(done + stepSize, lines.length)
      await checkpoint(
        { done, refused, sent, step },
        { done, total: lines.length, phase: 'invitations.file.phaseCheck' },
      )
    }
    const file = { fileName: `${t('invitations.file.fileName')}.csv`, mediaType: 'text/csv' }
    if (all && refused > 0) {
      await call(discardDrafts, { batchId: taskId })
      conclude('invitations.file.nothingSent', { refused }, { cameToNothing: true })
      return file
    }
    try {
      for (let left = 1; left > 0; ) {
        const went = await call(sendDrafts, { batchId: taskId, all, before: sent, step })
        sent += went.sent
        left = went.left
        step += 1
        await checkpoint(
          { done, refused, sent, step },
          { done: sent, total: sent + left, phase: 'invitations.file.phaseSend' },
        )
      }
    } catch (error) {
      // Somebody asked one of them while the file was read: all or nobody, so it is nobody.
      if (!(error instanceof AppError) || error.status >= 500) throw error
      await call(discardDrafts, { batchId: taskId })
      conclude('invitations.file.overtaken', {}, { cameToNothing: true })
      return undefined
    }
    conclude('invitations.file.sent', { sent, refused: lines.length - sent }, { cameToNothing: sent === 0 })
    return refused === 0 ? undefined : file
  },
})
