import { z } from 'zod'
import { countByKey } from '../../../platform/crypto/rewrap-batch.ts'
import { KeysInUse } from '../contract.ts'
import { rootOf } from '../place.ts'
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
  target: async ({ actor }) => (actor.kind === 'system' ? {} : rootOf(actor)),
  async run({ db, slots, services }) {
    const columns = []
    for (const column of slots.sealedColumns)
      columns.push({ name: `${column.table}.${column.column}`, keys: await countByKey(db.sql, column) })
    return { current: services.crypto.currentKeyId, columns }
  },
})
