import { sql } from '../../../platform/db/sql.ts'
import { Pair, PairSaid } from '../contract.ts'
import { command } from '../room.ts'
import { holdPair } from '../subject-row.ts'

export const sayMaybeSame = command({
  name: 'privacy.sayMaybeSame',
  summary: 'Take back that two entries are different people: they are offered for merging again',
  permission: 'privacy.merge',
  input: Pair,
  output: PairSaid,
  http: { method: 'delete', path: '/people/:personId/different/:otherId' },
  severity: 'notable',
  target: ({ tx, actor, now }, pair) => holdPair(tx.sql, pair, actor, now),
  async run({ tx, record }, { personId, otherId }) {
    const [taken] = await tx.sql(sql`
      DELETE FROM distinct_people WHERE first_id = least(${personId}::uuid, ${otherId}::uuid)
        AND second_id = greatest(${personId}::uuid, ${otherId}::uuid) RETURNING 1`)
    if (taken) record({ type: 'person', id: personId }, { differentFrom: otherId }, {})
    return { distinct: false }
  },
})
