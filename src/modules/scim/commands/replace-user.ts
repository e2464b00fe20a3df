import { ChangeResource, Said } from '../contract.ts'
import { readResource } from '../resource.ts'
import { command } from '../room.ts'
import { userKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { findUser, lockUser } from '../user-row.ts'
import { writeUser } from '../written-user-row.ts'

/** What is not said is taken back; whether somebody is active stays as it is where that is not said. */
export const replaceUser = command({
  name: 'scim.replaceUser',
  summary: 'Write all anew that the identity provider says of a person',
  permission: 'scim.provision',
  input: ChangeResource,
  output: Said,
  http: { surface: scim, method: 'put', path: '/Users/:id' },
  severity: 'notable',
  target: ({ tx, actor }, { id }) => findUser(tx.sql, actor, id, lockUser),
  run: (context, { id: _id, body, ...selection }, user) =>
    writeUser(context as never, user, readResource(userKind, body), selection),
})
