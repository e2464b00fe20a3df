import { ChangeResource, Said } from '../contract.ts'
import { findGroup } from '../group-row.ts'
import { applyPatch, readOperations } from '../patch.ts'
import { command } from '../room.ts'
import { groupKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { groupDocumentOf } from '../views.ts'
import { showChanged, writeGroup } from '../written-group-row.ts'

/** It answers 204: of a group of thousands nobody wants to read all who are in it for each who comes. */
export const patchGroup = command({
  name: 'scim.patchGroup',
  summary: 'Change what the identity provider says of a group, and who comes and goes',
  permission: 'scim.provision',
  input: ChangeResource,
  output: Said,
  http: { surface: scim, method: 'patch', path: '/Groups/:id' },
  severity: 'notable',
  target: ({ tx, actor }, { id }) => findGroup(tx.sql, actor, id, { locked: true }),
  async run(context, { id: _id, body, ...selection }, group) {
    await writeGroup(
      context as never,
      group,
      applyPatch(groupKind, groupDocumentOf(group), readOperations(body)),
    )
    return showChanged(context as never, group, selection)
  },
})
