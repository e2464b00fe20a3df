import { findBank } from '../bank-row.ts'
import { ChangeBank, ChangedBank } from '../contract.ts'
import { onlyBankInUse } from '../policy.ts'
import { command } from '../room.ts'

export const changeBank = command({
  name: 'questions.changeBank',
  summary: 'Change what a bank of questions is called and for',
  permission: 'questions.manage',
  input: ChangeBank,
  output: ChangedBank,
  http: { method: 'put', path: '/question-banks/:bankId' },
  target: ({ tx, ...reader }, { bankId }) => findBank(tx.sql, reader, bankId, 'locked'),
  rule: onlyBankInUse,
  async run({ tx, now, record }, { bankId, name, description }, before) {
    const version = before.version + 1
    await tx.questionBank.update({
      where: { id: bankId },
      data: { name, description, version, updatedAt: now },
    })
    record(
      { type: 'questionBank', id: bankId },
      { name: before.name, description: before.description },
      { name, description },
    )
    return { bankId, version }
  },
})
