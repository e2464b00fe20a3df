import { findBank } from '../bank-row.ts'
import { BankReference, ChangedBank } from '../contract.ts'
import { command } from '../room.ts'

export const restoreBank = command({
  name: 'questions.restoreBank',
  summary: 'Take a bank of questions into use again',
  permission: 'questions.manage',
  input: BankReference,
  output: ChangedBank,
  http: { method: 'post', path: '/question-banks/:bankId/restore' },
  target: ({ tx, ...reader }, { bankId }) => findBank(tx.sql, reader, bankId, 'locked'),
  async run({ tx, now, record }, { bankId }, before) {
    const archivedAt: Date | null = null
    const version = before.version + 1
    await tx.questionBank.update({ where: { id: bankId }, data: { archivedAt, version, updatedAt: now } })
    record({ type: 'questionBank', id: bankId }, { archivedAt: before.archivedAt }, { archivedAt })
    return { bankId, version }
  },
})
