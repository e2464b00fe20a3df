import { z } from 'zod'
import { personOf, system } from '../../../platform/policy/actor.ts'
import { requireEligible } from '../../../platform/slots/eligibility.ts'
import { UnitReference } from '../contract.ts'
import { onlyWhereOneJoins } from '../policy.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'
import { addMember } from './add-member.ts'

export const joinUnit = command({
  name: 'units.joinUnit',
  summary: 'Join an open unit',
  permission: 'units.join',
  input: UnitReference,
  output: z.strictObject({ membershipId: z.uuid() }),
  http: { method: 'post', path: '/units/:unitId/memberships', status: 201 },
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  rule: onlyWhereOneJoins,
  async run(context, { unitId }, { tenantId, unitPath }) {
    const { actor, call } = context
    const personId = personOf(actor)
    await requireEligible(context, { tenantId, personId, aim: { kind: 'joining', unitPath } })
    return call(addMember, { unitId, personId }, { as: system('joins by themselves', actor.tenantId) })
  },
})
