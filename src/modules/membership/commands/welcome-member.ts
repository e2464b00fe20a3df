import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { PersonReference } from '../contract.ts'
import { giveNumbers } from '../number-row.ts'
import { command } from '../room.ts'

/** Rooms that let somebody in call it once the person is there: a member is given a number, where the association gives any. */
export const welcomeMember = command({
  name: 'membership.welcomeMember',
  summary: 'Give a new member a number, where the association gives numbers',
  permission: 'system',
  input: PersonReference,
  output: z.strictObject({ number: z.string().nullable() }),
  async run({ tx, actor, now, record }, { personId }) {
    if (actor.tenantId === null) throw notFound()
    const [given] = await giveNumbers(tx.sql, actor.tenantId, now, [personId])
    if (given) record({ type: 'membershipNumber', id: personId }, null, given)
    return { number: given?.number ?? null }
  },
})
