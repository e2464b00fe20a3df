import { z } from 'zod'
import { tenancy } from '../../units/index.ts'
import { Nothing } from '../contract.ts'
import { query } from '../room.ts'

export const listAssociations = query({
  name: 'identity.listAssociations',
  summary: 'List the associations that a visitor may choose from',
  permission: 'anyone',
  tokens: true,
  input: Nothing,
  output: z.strictObject({ items: z.array(z.strictObject({ id: z.uuid(), name: z.string() })) }),
  http: { method: 'get', path: '/associations' },
  run: async ({ db }) => ({ items: (await tenancy.tenants(db.sql)).map(({ id, name }) => ({ id, name })) }),
})
