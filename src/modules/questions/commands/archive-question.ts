import { ChangedQuestion, QuestionReference } from '../contract.ts'
import { onlyInBankInUse } from '../policy.ts'
import { findQuestion } from '../question-row.ts'
import { command } from '../room.ts'

export const archiveQuestion = command({
  name: 'questions.archiveQuestion',
  summary: 'Set a question aside: nobody is asked it any more',
  permission: 'questions.manage',
  input: QuestionReference,
  output: ChangedQuestion,
  http: { method: 'post', path: '/questions/:questionId/archive' },
  target: ({ tx, ...reader }, { questionId }) => findQuestion(tx.sql, reader, questionId, { locked: true }),
  rule: onlyInBankInUse,
  async run({ tx, now, record }, { questionId }, before) {
    const archivedAt: Date | null = before.archivedAt ?? now
    const version = before.version + 1
    await tx.question.update({ where: { id: questionId }, data: { archivedAt, version, updatedAt: now } })
    record({ type: 'question', id: questionId }, { archivedAt: before.archivedAt }, { archivedAt })
    return { questionId, bankId: before.bankId, revision: before.revision, version }
  },
})
