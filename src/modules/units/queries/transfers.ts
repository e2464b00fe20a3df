import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { Transfers } from '../contract.ts'
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
