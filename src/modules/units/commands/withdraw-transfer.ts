import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { TransferReference } from '../contract.ts'
import { command } from '../room.ts'
import { isOpen, type TransferState, transferOver } from '../transfer.ts'

export const withdrawTransfer = command({
  name: 'units.withdrawTransfer',
  summary: 'Take back your request to belong to another unit',
  permission: 'member',
  input: TransferReference,
  output: z.strictObject({}),
  http: { method: 'delete', path: '/me/transfers/:transferId' },
  async target({ tx, actor }, { transferId }) {
    const [transfer] = await tx.sql<{ personId: string; state: TransferState }>(sql`
      SELECT person_id AS "personId", state FROM transfers
      WHERE id = ${transferId}::uuid AND person_id = ${personOf(actor)}::uuid FOR NO KEY UPDATE`)
    return transfer ?? null
  },
  rule: (_actor, { state }) => (isOpen(state) ? null : transferOver()),
  async run({ tx, now, record }, { transferId }, { personId, state }) {
    await tx.transfer.update({ where: { id: transferId }, data: { state: 'withdrawn', decidedAt: now } })
    record({ type: 'transfer', id: transferId }, { personId, state }, { personId, state: 'withdrawn' })
    return {}
  },
})
