import { findBank, requireRoom } from '../bank-row.ts'
import { ChangedQuestion, CreateQuestion } from '../contract.ts'
import { onlyBankInUse } from '../policy.ts'
import { keepQuestions } from '../question-row.ts'
import { command } from '../room.ts'

export const createQuestion = command({
  name: 'questions.createQuestion',
  summary: 'Write a question into a bank',
  permission: 'questions.manage',
  input: CreateQuestion,
  output: ChangedQuestion,
  http: { method: 'post', path: '/question-banks/:bankId/questions', status: 201 },
  target: ({ tx, ...reader }, { bankId }) => findBank(tx.sql, reader, bankId, 'locked'),
  rule: onlyBankInUse,
  async run({ tx, actor, now, record }, { bankId, content, tags }, bank) {
    await requireRoom(tx.sql, bank, 1)
    const made = await keepQuestions({ tx, actor, now }, bank, [{ content, tags }])
    // What is right stands in revisions, not in the audit, which more people read.
    for (const { id, ...said } of made) record({ type: 'question', id }, null, { bankId, ...said })
    const [{ id: questionId = '' } = {}] = made
    return { questionId, bankId, revision: 1, version: 1 }
  },
})
