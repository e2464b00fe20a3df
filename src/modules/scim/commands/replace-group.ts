import { ChangeResource, Said } from '../contract.ts'
import { findGroup } from '../group-row.ts'
import { readResource } from '../resource.ts'
import { command } from '../room.ts'
import { groupKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { showWhole, writeGroup } from '../written-group-row.ts'

export const replaceGroup = command({
  name: 'scim.replaceGroup',
  summary: 'Write anew what the identity provider says of a group and who is in it',
  permission: 'scim.provision',
  input: ChangeResource,
  output: Said,
  http: { surface: scim, method: 'put', path: '/Groups/:id' },
  severity: 'notable',
  target: ({ tx, actor }, { id }) => findGroup(tx.sql, actor, id, { locked: true }),
  async run(context, { id, body, ...selection }, group) {
    await writeGroup(context as never, group, readResource(groupKind, body))
    return showWhole(context as never, group.tenantId, id, selection)
  },
})
