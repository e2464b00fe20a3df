import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { findPersonInCharge } from '../boundary-row.ts'
import { PlacePerson } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'
import { addMember } from './add-member.ts'

/** Both ends count, as when a membership is admitted elsewhere: the person and the unit are in the actor's charge. */
export const placePerson = command({
  name: 'units.placePerson',
  summary: 'Make somebody in your charge a member of a unit',
  permission: 'units.admit',
  input: PlacePerson,
  output: z.strictObject({ membershipId: z.uuid() }),
  http: { method: 'put', path: '/units/:unitId/people/:personId', status: 201 },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, call }, { personId }, unit) {
    const person = await findPersonInCharge(tx.sql, personId, actor, now)
    if (person?.tenantId !== unit.tenantId) throw notFound()
    return call(
      addMember,
      { unitId: unit.id, personId },
      { as: system('placed by who looks after both', unit.tenantId) },
    )
  },
})
