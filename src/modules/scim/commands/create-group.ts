import { CreateResource, Said } from '../contract.ts'
import { associationOf } from '../place.ts'
import { readResource } from '../resource.ts'
import { command } from '../room.ts'
import { groupKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { createGroup as create } from '../written-group-row.ts'

export const createGroup = command({
  name: 'scim.createGroup',
  summary: 'Take note of a group of the identity provider; it brings nothing until the staff say what',
  permission: 'scim.provision',
  input: CreateResource,
  output: Said,
  http: { surface: scim, method: 'post', path: '/Groups', status: 201 },
  severity: 'notable',
  target: async ({ actor }) => associationOf(actor),
  run: (context, { body, ...selection }, association) =>
    create(context as never, association, readResource(groupKind, body), selection),
})
