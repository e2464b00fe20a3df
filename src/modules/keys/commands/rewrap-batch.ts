import { rewrapBatch as rewrap } from '../../../platform/crypto/rewrap-batch.ts'
import { Batch, BatchReply } from '../contract.ts'
import { command } from '../room.ts'

/** One step of a rotation, in a transaction of its own. */
export const rewrapBatch = command({
  name: 'keys.rewrapBatch',
  summary: 'Bring the next rows of a sealed column under the current key',
  permission: 'system',
  input: Batch,
  output: BatchReply,
  // What stands under the current key already is passed over: a repeat does no harm, and a task has many of these.
  idempotent: false,
  async run({ tx, services, slots, record }, { column: index, after }) {
    const column = slots.sealedColumns[index]
    if (!column) return { rewrapped: 0, unreadable: 0, after: null, known: false }
    const done = await rewrap(tx.sql, services.crypto, column, after)
    if (done.rewrapped > 0 || done.unreadable > 0)
      record({ type: 'sealedColumn', id: `${column.table}.${column.column}` }, null, {
        key: services.crypto.currentKeyId,
        rewrapped: done.rewrapped,
        unreadable: done.unreadable,
      })
    return { ...done, known: true }
  },
})
