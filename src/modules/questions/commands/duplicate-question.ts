import { notFound } from '../../../platform/errors.ts'
import { bankArchived } from '../bank.ts'
import { findBank, requireRoom } from '../bank-row.ts'
import { ChangedQuestion, DuplicateQuestion } from '../contract.ts'
import { cut } from '../question.ts'
import { findQuestion, keepQuestions } from '../question-row.ts'
import { command } from '../room.ts'

export const duplicateQuestion = command({
  name: 'questions.duplicateQuestion',
  summary: 'Write a question once more, into its own bank or another one that you look after',
  permission: 'questions.manage',
  input: DuplicateQuestion,
  output: ChangedQuestion,
  http: { method: 'post', path: '/questions/:questionId/duplicate', status: 201 },
  target: ({ tx, ...reader }, { questionId }) => findQuestion(tx.sql, reader, questionId),
  async run({ tx, actor, now, record, text }, input, question) {
    const bankId = input.bankId ?? question.bankId
    const bank = await findBank(tx.sql, { actor, now }, bankId, 'locked')
    if (!bank) throw notFound()
    if (bank.archivedAt) throw bankArchived()
    await requireRoom(tx.sql, bank, 1)
    const { tags, content, title } = question
    const copied = cut(text('questions.copyOf', { title }), 160)
    const made = await keepQuestions({ tx, actor, now }, bank, [
      { content: { ...content, title: copied }, tags },
    ])
    for (const { id, ...said } of made)
      record({ type: 'question', id }, null, { bankId, copyOf: question.id, ...said })
    const [{ id: questionId = '' } = {}] = made
    return { questionId, bankId, revision: 1, version: 1 }
  },
})
