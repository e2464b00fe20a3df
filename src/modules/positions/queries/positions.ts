import { builtInRoles, rolesOf } from '../../access/index.ts'
import { kindsOf } from '../../units/index.ts'
import { Nothing, PositionChoices, PositionList } from '../contract.ts'
import { positionsOf, toPositionReply } from '../position-row.ts'
import { query } from '../room.ts'

export const listPositions = query({
  name: 'positions.listPositions',
  summary: 'List the positions that the association has, the highest first and archived ones last',
  permission: 'positions.read',
  input: Nothing,
  output: PositionList,
  http: { method: 'get', path: '/positions' },
  run: async ({ db, actor }) => ({
    items: (await positionsOf(db.sql, actor.tenantId, { withArchived: true })).map(toPositionReply),
  }),
})

/** What the form of a position offers. */
export const listPositionChoices = query({
  name: 'positions.listPositionChoices',
  summary: 'List the kinds of unit and the roles that a position may name',
  permission: 'positions.declare',
  input: Nothing,
  output: PositionChoices,
  async run({ db, actor }) {
    const [kinds, made] = await Promise.all([
      kindsOf(db.sql, actor.tenantId),
      rolesOf(db.sql, actor.tenantId),
    ])
    return {
      kinds: kinds.map(({ key, label }) => ({
        key,
        name: label as PositionChoices['kinds'][number]['name'],
      })),
      roles: [
        ...builtInRoles.filter((role) => role !== 'member').map((role) => ({ role, name: null })),
        ...made.map(({ id, name }) => ({ role: id, name })),
      ],
    }
  },
})
