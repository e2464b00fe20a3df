import { findBank } from '../bank-row.ts'
import { ImportPreview, ImportQuestions } from '../contract.ts'
import { importedFrom } from '../imported.ts'
import { onlyBankInUse } from '../policy.ts'
import { command } from '../room.ts'

/** Nothing is kept of it: what would be made is looked at first. */
export const previewImport = command({
  name: 'questions.previewImport',
  summary:
    'See which questions a text in GIFT would make in a bank, and what of it could not be carried over',
  permission: 'questions.manage',
  input: ImportQuestions,
  output: ImportPreview,
  http: { method: 'post', path: '/question-banks/:bankId/import/preview' },
  target: ({ tx, ...reader }, { bankId }) => findBank(tx.sql, reader, bankId),
  rule: onlyBankInUse,
  async run({ text }, { gift }, { id, name }) {
    const { questions, faults } = importedFrom(gift, text)
    return { bank: { id, name }, questions, faults }
  },
})
