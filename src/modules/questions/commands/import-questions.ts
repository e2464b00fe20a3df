import { findBank, requireRoom } from '../bank-row.ts'
import { ImportQuestions, ImportReply } from '../contract.ts'
import { importedFrom } from '../imported.ts'
import { onlyBankInUse } from '../policy.ts'
import { keepQuestions } from '../question-row.ts'
import { command } from '../room.ts'

export const importQuestions = command({
  name: 'questions.importQuestions',
  summary:
    'Write all questions of a text in GIFT into a bank; what could not be carried over is told with its line',
  permission: 'questions.manage',
  input: ImportQuestions,
  output: ImportReply,
  http: { method: 'post', path: '/question-banks/:bankId/import', status: 201 },
  cost: 10,
  target: ({ tx, ...reader }, { bankId }) => findBank(tx.sql, reader, bankId, 'locked'),
  rule: onlyBankInUse,
  async run({ tx, actor, now, record, text }, { gift }, bank) {
    const { questions, written, faults } = importedFrom(gift, text)
    await requireRoom(tx.sql, bank, written.length)
    const made = await keepQuestions({ tx, actor, now }, bank, written)
    record({ type: 'questionBank', id: bank.id }, null, { imported: made.length })
    return {
      bank: { id: bank.id, name: bank.name },
      questions,
      faults,
      questionIds: made.map(({ id }) => id),
    }
  },
})
