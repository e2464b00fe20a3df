import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { unitClosed } from '../bank.ts'
import { holdUnit } from '../bank-row.ts'
import { ChangedBank, CreateBank } from '../contract.ts'
import { command } from '../room.ts'

export const createBank = command({
  name: 'questions.createBank',
  summary: 'Make a bank of questions in a unit',
  permission: 'questions.manage',
  input: CreateBank,
  output: ChangedBank,
  http: { method: 'post', path: '/question-banks', status: 201 },
  target: ({ tx, ...reader }, { unitId }) => holdUnit(tx.sql, reader, unitId),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run({ tx, actor, now, record }, { unitId, name, description }, { tenantId }) {
    const id = newId(now.getTime())
    const createdBy = personBehind(actor)
    await tx.questionBank.create({
      data: { id, tenantId, unitId, name, description, createdBy, createdAt: now, updatedAt: now },
    })
    record({ type: 'questionBank', id }, null, { unitId, name, description })
    return { bankId: id, version: 1 }
  },
})
