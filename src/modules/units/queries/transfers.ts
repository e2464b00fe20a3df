import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { TransferLetter, TransferReference, Transfers } from '../contract.ts'
import { placesToAdmit } from '../policy.ts'
import { query } from '../room.ts'
import { listTransfersWhere } from '../transfer-row.ts'

export const listMyTransfers = query({
  name: 'units.listMyTransfers',
  summary: 'List your requests to belong to other units, newest first',
  permission: 'member',
  input: z.strictObject({}),
  output: Transfers,
  http: { method: 'get', path: '/me/transfers' },
  run: async ({ db, actor }) => ({
    items: await listTransfersWhere(db.sql, sql`t.person_id = ${personOf(actor)}::uuid`, 50),
  }),
})

export const listTransfers = query({
  name: 'units.listTransfers',
  summary: 'List the requests to belong to units that you look after, those that wait first',
  permission: 'units.admit',
  input: z.strictObject({}),
  output: Transfers,
  http: { method: 'get', path: '/transfers' },
  run: async ({ db, actor, now }) => ({
    items: await listTransfersWhere(db.sql, placesToAdmit(actor, now), 200, sql`t.state <> 'requested',`),
  }),
})

/** What jobs write about a request; null where there is none any more. */
export const readTransferLetter = query({
  name: 'units.readTransferLetter',
  summary: 'What there is to write about a request to belong to another unit',
  permission: 'system',
  input: TransferReference,
  output: TransferLetter.nullable(),
  async run({ db, actor }, { transferId }) {
    const [found] = await listTransfersWhere(
      db.sql,
      sql`t.id = ${transferId}::uuid AND t.tenant_id = ${actor.tenantId}::uuid`,
      1,
    )
    if (!found) return null
    const { state, person, from, to, reason, answer } = found
    return { state, personName: person.name, fromName: from.name, toName: to.name, reason, answer }
  },
})
