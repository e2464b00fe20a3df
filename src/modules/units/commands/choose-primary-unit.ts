import { personOf } from '../../../platform/policy/actor.ts'
import { PrimaryUnit, UnitReference } from '../contract.ts'
import { makePrimary } from '../primary-row.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'

export const choosePrimaryUnit = command({
  name: 'units.choosePrimaryUnit',
  summary: 'Choose which of your units is your primary one',
  permission: 'units.join',
  input: UnitReference,
  output: PrimaryUnit,
  http: { method: 'put', path: '/me/primary-unit' },
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  async run(context, { unitId }, { tenantId }) {
    const personId = personOf(context.actor)
    await makePrimary(context, { tenantId, personId, unitId })
    return { personId, unitId }
  },
})
