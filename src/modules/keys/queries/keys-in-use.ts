import { z } from 'zod'
import { countByKey } from '../../../platform/crypto/rewrap-batch.ts'
import { startRotation } from '../commands/start-rotation.ts'
import { KeysInUse } from '../contract.ts'
import { findHolder } from '../holder-row.ts'
import { onlyForWhoRunsAll } from '../policy.ts'
import { query } from '../room.ts'

/** Reads every sealed value's first bytes: for whoever wants to know whether an older key can go. */
export const listKeysInUse = query({
  name: 'keys.listKeysInUse',
  summary: 'Count what is sealed under which key',
  permission: 'keys.rotate',
  input: z.strictObject({}),
  output: KeysInUse,
  http: { method: 'get', path: '/keys' },
  cost: 20,
  target: async ({ db, actor }) =>
    (await findHolder(db.sql, actor)) ?? (actor.kind === 'system' ? { unitPath: '', isShared: false } : null),
  async run({ db, slots, services, actor, now, able }, _input, holder) {
    const columns = []
    // Counts over all associations tell the administrators of one how much the others keep.
    if (onlyForWhoRunsAll(actor, holder, now) === null)
      for (const column of slots.sealedColumns)
        columns.push({ name: `${column.table}.${column.column}`, keys: await countByKey(db.sql, column) })
    return {
      current: services.crypto.currentKeyId,
      isShared: holder.isShared,
      columns,
      abilities: { rotate: able(startRotation, holder) },
    }
  },
})
