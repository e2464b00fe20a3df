import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { stopLeadingUnits } from '../../units/index.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'
import { standingsOfThoseWhoLeft } from '../standing.ts'

const atOnce = 500

/** The clock is of no association: it goes through those of all, since what happens is of the association it happens in. */
export const endLeadingOfThoseWhoLeft = command({
  name: 'membership.endLeadingOfThoseWhoLeft',
  summary: 'Let nobody lead a unit whose membership has ended by a decision for a day that has come',
  permission: 'system',
  input: Nothing,
  output: Nothing,
  // Called again each hour: what was answered before says nothing of now.
  idempotent: false,
  async run({ tx, now, call }) {
    const left = await tx.sql<{ tenantId: string; personIds: string[] }>(sql`
      SELECT l.tenant_id AS "tenantId", array_agg(DISTINCT l.person_id) AS "personIds" FROM (
        SELECT l.tenant_id, l.person_id FROM unit_leaders l JOIN person_standings s ON s.tenant_id = l.tenant_id AND s.person_id = l.person_id
        WHERE s.standing = ANY(${standingsOfThoseWhoLeft}) AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now})
        LIMIT ${atOnce}) l
      GROUP BY 1`)
    for (const { tenantId, personIds } of left)
      await call(stopLeadingUnits, { personIds }, { as: system('they have left', tenantId) })
    return {}
  },
})
