import { FindLeaders, LeaderCandidates } from '../contract.ts'
import { findBelow } from '../leader-row.ts'
import { query } from '../room.ts'
import { findUnit } from '../unit-row.ts'

/** More than these do not help to find one: a word more of the name does. */
const mostOffered = 20

export const listLeaderCandidates = query({
  name: 'units.listLeaderCandidates',
  summary: 'List people of a unit and below, by parts of their names, who could lead it',
  permission: 'units.manage',
  input: FindLeaders,
  output: LeaderCandidates,
  http: { method: 'get', path: '/units/:unitId/leader/candidates' },
  target: ({ db, actor, now }, { unitId }) => findUnit(db.sql, unitId, actor, now),
  run: async ({ db }, { search }, unit) => ({ items: await findBelow(db.sql, unit, search, mostOffered) }),
})
