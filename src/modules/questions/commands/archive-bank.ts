import { findBank } from '../bank-row.ts'
import { BankReference, ChangedBank } from '../contract.ts'
import { command } from '../room.ts'

export const archiveBank = command({
  name: 'questions.archiveBank',
  summary: 'Set a bank of questions aside: nothing is drawn from it any more',
  permission: 'questions.manage',
  input: BankReference,
  output: ChangedBank,
  http: { method: 'post', path: '/question-banks/:bankId/archive' },
  target: ({ tx, ...reader }, { bankId }) => findBank(tx.sql, reader, bankId, 'locked'),
  async run({ tx, now, record }, { bankId }, before) {
    const archivedAt: Date | null = before.archivedAt ?? now
    const version = before.version + 1
    await tx.questionBank.update({ where: { id: bankId }, data: { archivedAt, version, updatedAt: now } })
    record({ type: 'questionBank', id: bankId }, { archivedAt: before.archivedAt }, { archivedAt })
    return { bankId, version }
  },
})
