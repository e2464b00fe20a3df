import { z } from 'zod'
import { Nothing } from '../contract.ts'
import { noSeries } from '../number.ts'
import { findSeries, giveNumbers } from '../number-row.ts'
import { command } from '../room.ts'

/** Those who were here before there were numbers. Whoever has one keeps it. */
export const numberMembers = command({
  name: 'membership.numberMembers',
  summary: 'Give a number to every member who has none, in the order in which they came',
  permission: 'membership.numbers',
  input: Nothing,
  output: z.strictObject({ given: z.int() }),
  http: { method: 'post', path: '/membership-numbers' },
  severity: 'notable',
  target: ({ tx, actor }) => findSeries(tx.sql, actor.tenantId),
  rule: (_actor, { series }) => (series === null ? noSeries() : null),
  async run({ tx, actor, now, record }) {
    const tenantId = actor.tenantId as string
    const given = await giveNumbers(tx.sql, tenantId, now)
    record({ type: 'numberSeries', id: tenantId }, null, { given: given.length })
    return { given: given.length }
  },
})
