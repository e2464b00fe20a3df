import { ListResources, ReadResource, Said } from '../contract.ts'
import { associationOf, baseOf } from '../place.ts'
import { query } from '../room.ts'
import { scim } from '../surface.ts'
import { listUsers as find, findUser } from '../user-row.ts'
import { showList, showUser } from '../views.ts'

export const readUser = query({
  name: 'scim.readUser',
  summary: 'Read what the identity provider says of a person',
  permission: 'scim.provision',
  input: ReadResource,
  output: Said,
  http: { surface: scim, method: 'get', path: '/Users/:id' },
  target: ({ db, actor }, { id }) => findUser(db.sql, actor, id),
  run: async ({ request, services }, { id: _id, ...selection }, user) =>
    showUser(user, baseOf(request, services), selection),
})

export const listUsers = query({
  name: 'scim.listUsers',
  summary: 'List the people whom the identity provider keeps in step',
  permission: 'scim.provision',
  input: ListResources,
  output: Said,
  http: { surface: scim, method: 'get', path: '/Users' },
  target: async ({ actor }) => associationOf(actor),
  async run({ db, request, services }, input, association) {
    const base = baseOf(request, services)
    const { total, rows } = await find(db.sql, association, input, base)
    return {
      resource: showList(
        total,
        input.startIndex,
        rows.map((user) => showUser(user, base, input).resource),
      ),
    }
  },
})
