import { Nothing, NumberSeriesReply } from '../contract.ts'
import { countWithoutNumber, exampleOf, findSeries } from '../number-row.ts'
import { query } from '../room.ts'

export const readNumberSeries = query({
  name: 'membership.readNumberSeries',
  summary: 'Read how membership numbers look, which comes next and how many members have none',
  permission: 'membership.numbers',
  input: Nothing,
  output: NumberSeriesReply,
  http: { method: 'get', path: '/membership-numbers/series' },
  target: ({ db, actor }) => findSeries(db.sql, actor.tenantId),
  run: async ({ db, actor, now }, _input, { series }) => ({
    series,
    next: series && exampleOf(series, now),
    without: await countWithoutNumber(db.sql, actor.tenantId, now),
  }),
})
