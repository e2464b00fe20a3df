import { ChangeResource, Said } from '../contract.ts'
import { applyPatch, readOperations } from '../patch.ts'
import { command } from '../room.ts'
import { userKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { findUser, lockUser } from '../user-row.ts'
import { documentOf } from '../views.ts'
import { writeUser } from '../written-user-row.ts'

export const patchUser = command({
  name: 'scim.patchUser',
  summary: 'Change some of what the identity provider says of a person',
  permission: 'scim.provision',
  input: ChangeResource,
  output: Said,
  http: { surface: scim, method: 'patch', path: '/Users/:id' },
  severity: 'notable',
  target: ({ tx, actor }, { id }) => findUser(tx.sql, actor, id, lockUser),
  run: (context, { id: _id, body, ...selection }, user) =>
    writeUser(
      context as never,
      user,
      applyPatch(userKind, documentOf(user), readOperations(body)),
      selection,
    ),
})
