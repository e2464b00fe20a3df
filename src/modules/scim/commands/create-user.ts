import { CreateResource, Said } from '../contract.ts'
import { associationOf } from '../place.ts'
import { readResource } from '../resource.ts'
import { command } from '../room.ts'
import { userKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { createUser as create } from '../written-user-row.ts'

export const createUser = command({
  name: 'scim.createUser',
  summary: 'Make a person of the association whom its identity provider tells of',
  permission: 'scim.provision',
  input: CreateResource,
  output: Said,
  http: { surface: scim, method: 'post', path: '/Users', status: 201 },
  severity: 'notable',
  target: async ({ actor }) => associationOf(actor),
  run: (context, { body, ...selection }, association) =>
    create(context as never, association, readResource(userKind, body), selection),
})
