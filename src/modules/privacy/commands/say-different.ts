import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { Pair, PairSaid } from '../contract.ts'
import { command } from '../room.ts'
import { holdPair } from '../subject-row.ts'

/** A pair is one row, whichever of the two it was said of. Saying it twice is saying it. */
export const sayDifferent = command({
  name: 'privacy.sayDifferent',
  summary: 'Say that two entries are different people: they are offered for merging no more',
  permission: 'privacy.merge',
  input: Pair,
  output: PairSaid,
  http: { method: 'put', path: '/people/:personId/different/:otherId' },
  severity: 'notable',
  target: ({ tx, actor, now }, pair) => holdPair(tx.sql, pair, actor, now),
  async run({ tx, actor, now, record }, { personId, otherId }, { kept: { tenantId } }) {
    const saidBy = personBehind(actor)
    const [said] = await tx.sql(sql`
      INSERT INTO distinct_people (tenant_id, first_id, second_id, said_by, said_at)
      VALUES (${tenantId}::uuid, least(${personId}::uuid, ${otherId}::uuid), greatest(${personId}::uuid, ${otherId}::uuid),
        ${saidBy}::uuid, ${now})
      ON CONFLICT DO NOTHING RETURNING 1`)
    if (said) record({ type: 'person', id: personId }, {}, { differentFrom: otherId })
    return { distinct: true }
  },
})
