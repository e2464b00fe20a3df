import { z } from 'zod'
import { personBehind } from '../../../platform/policy/actor.ts'
import { RefuseTransfer } from '../contract.ts'
import { transferDecided } from '../facts.ts'
import { onlyOpenTransfersOfOthers } from '../policy.ts'
import { command } from '../room.ts'
import { lockTransfer } from '../transfer-row.ts'

export const refuseTransfer = command({
  name: 'units.refuseTransfer',
  summary: 'Refuse a request to belong to the unit, with an answer that whoever asked reads',
  permission: 'units.admit',
  input: RefuseTransfer,
  output: z.strictObject({}),
  http: { method: 'post', path: '/transfers/:transferId/refusal' },
  severity: 'notable',
  target: ({ tx, actor, now }, { transferId }) => lockTransfer(tx.sql, transferId, actor, now),
  rule: onlyOpenTransfersOfOthers,
  async run({ tx, actor, now, record, emit }, { answer }, { id, personId, state }) {
    const decidedBy = personBehind(actor)
    await tx.transfer.update({ where: { id }, data: { state: 'refused', answer, decidedBy, decidedAt: now } })
    record({ type: 'transfer', id }, { personId, state }, { personId, state: 'refused', answer })
    emit(transferDecided, { transferId: id, personId })
    return {}
  },
})
