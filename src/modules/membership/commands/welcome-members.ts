import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { PeopleReference } from '../contract.ts'
import { giveNumbers } from '../number-row.ts'
import { command } from '../room.ts'

/** What `welcomeMember` does for one, in one statement. */
export const welcomeMembers = command({
  name: 'membership.welcomeMembers',
  summary: 'Give new members their numbers, where the association gives numbers',
  permission: 'system',
  input: PeopleReference,
  output: z.strictObject({ numbered: z.int() }),
  async run({ tx, actor, now, record }, { personIds }) {
    if (actor.tenantId === null) throw notFound()
    const given = await giveNumbers(tx.sql, actor.tenantId, now, personIds)
    for (const each of given) record({ type: 'membershipNumber', id: each.personId }, null, each)
    return { numbered: given.length }
  },
})
