import { z } from 'zod'
import { FieldList } from '../contract.ts'
import { fieldsOf, toReply } from '../field-row.ts'
import { query } from '../room.ts'

/** For rooms that bring in values from elsewhere. */
export const listFillable = query({
  name: 'fields.listFillable',
  summary: 'List the fields that you may fill in for others',
  permission: 'fields.fill',
  input: z.strictObject({}),
  output: FieldList,
  run: async ({ db, actor }) => ({ items: (await fieldsOf(db.sql, actor.tenantId)).map(toReply) }),
})
