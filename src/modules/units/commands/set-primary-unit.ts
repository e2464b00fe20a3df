import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { findPersonInCharge } from '../boundary-row.ts'
import { PlacePerson, PrimaryUnit } from '../contract.ts'
import { placesToAdmit } from '../policy.ts'
import { makePrimary } from '../primary-row.ts'
import { command } from '../room.ts'
import { primaryElsewhere } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'

/** Both units are in the actor's charge: nobody takes people's first place from staff whom they are not above. */
export const setPrimaryUnit = command({
  name: 'units.setPrimaryUnit',
  summary: 'Say which of their units is the primary one of somebody in your charge',
  permission: 'units.admit',
  input: PlacePerson,
  output: PrimaryUnit,
  http: { method: 'put', path: '/people/:personId/primary-unit' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  async run(context, { personId, unitId }, { tenantId }) {
    const { tx, actor, now } = context
    const person = await findPersonInCharge(tx.sql, personId, actor, now)
    if (person?.tenantId !== tenantId) throw notFound()
    const foreign = await tx.sql(sql`
      SELECT 1 FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.is_primary AND m.ended_at IS NULL
        AND NOT (${placesToAdmit(actor, now)})`)
    if (foreign.length > 0) throw primaryElsewhere()
    await makePrimary(context, { tenantId, personId, unitId })
    return { personId, unitId }
  },
})
