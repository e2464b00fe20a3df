import { DeleteResource, Said } from '../contract.ts'
import { findGroup } from '../group-row.ts'
import { command } from '../room.ts'
import { scim } from '../surface.ts'
import { removeGroup } from '../written-group-row.ts'

export const deleteGroup = command({
  name: 'scim.deleteGroup',
  summary: 'Forget a group of which the identity provider no longer tells; what it brought ends',
  permission: 'scim.provision',
  input: DeleteResource,
  output: Said,
  http: { surface: scim, method: 'delete', path: '/Groups/:id', status: 204 },
  severity: 'critical',
  target: ({ tx, actor }, { id }) => findGroup(tx.sql, actor, id, { locked: true }),
  async run(context, _input, group) {
    await removeGroup(context as never, group)
    return { resource: null }
  },
})
