import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { AdmitToUnit } from '../contract.ts'
import { findMembership } from '../membership-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'
import { addMember } from './add-member.ts'

/** Both ends count: where the member is now, and where they come to. Nobody brings in people whom they do not look after. */
export const admitToUnit = command({
  name: 'units.admitToUnit',
  summary: 'Make a member of one unit a member of another as well',
  permission: 'units.admit',
  input: AdmitToUnit,
  output: z.strictObject({ membershipId: z.uuid() }),
  http: { method: 'post', path: '/units/:unitId/memberships/admitted', status: 201 },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, call }, { membershipId }, unit) {
    const membership = await findMembership(tx.sql, membershipId, actor, now)
    if (membership?.tenantId !== unit.tenantId) throw notFound()
    return call(
      addMember,
      { unitId: unit.id, personId: membership.personId },
      { as: system('admitted by who looks after the unit', unit.tenantId) },
    )
  },
})
