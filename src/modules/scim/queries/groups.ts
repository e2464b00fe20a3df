import { ListResources, ReadResource, Said } from '../contract.ts'
import { listGroups as find, findGroup } from '../group-row.ts'
import { associationOf, baseOf } from '../place.ts'
import { query } from '../room.ts'
import { scim } from '../surface.ts'
import { showGroup, showList } from '../views.ts'

export const readGroup = query({
  name: 'scim.readGroup',
  summary: 'Read what the identity provider says of a group, and who is in it',
  permission: 'scim.provision',
  input: ReadResource,
  output: Said,
  http: { surface: scim, method: 'get', path: '/Groups/:id' },
  target: ({ db, actor }, { id, ...selection }) => findGroup(db.sql, actor, id, { selection }),
  run: async ({ request, services }, { id: _id, ...selection }, group) =>
    showGroup(group, baseOf(request, services), selection),
})

export const listGroups = query({
  name: 'scim.listGroups',
  summary: 'List the groups of the identity provider',
  permission: 'scim.provision',
  input: ListResources,
  output: Said,
  http: { surface: scim, method: 'get', path: '/Groups' },
  target: async ({ actor }) => associationOf(actor),
  async run({ db, request, services }, input, association) {
    const base = baseOf(request, services)
    const { total, rows } = await find(db.sql, association, input, base)
    return {
      resource: showList(
        total,
        input.startIndex,
        rows.map((group) => showGroup(group, base, input).resource),
      ),
    }
  },
})
