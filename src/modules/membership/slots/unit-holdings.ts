import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { Joined } from '../../../platform/slots/personal-data.ts'
import type { HoldingUnit, UnitHolding } from '../../../platform/slots/unit-holdings.ts'
import { joinDecided } from '../facts.ts'

async function countWaiting(run: RunSql, { id, tenantId }: HoldingUnit): Promise<number> {
  const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM join_requests
    WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid AND state = 'requested'`)
  return count
}

/** Whoever asked to belong to it did not ask to belong to another: the request ends, and they hear of it. */
async function endWaiting({ tx, now, emit }: Joined, { id, tenantId }: HoldingUnit): Promise<void> {
  const ended = await tx.sql<{ requestId: string; personId: string }>(sql`
    UPDATE join_requests SET state = 'ended', decided_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid AND state = 'requested'
    RETURNING id AS "requestId", person_id AS "personId"`)
  for (const request of ended) emit(joinDecided, request)
}

const joinRequests: UnitHolding = {
  name: 'membership.joinRequests',
  order: 16,
  fate: 'membership.joinRequests.endWithUnit',
  count: (run, unit) => countWaiting(run, unit),
  merge: (context, { from }) => endWaiting(context, from),
  close: endWaiting,
}

/** What was asked for joining it was asked for that place alone: the other unit asks what it asks. */
const joiningRules: UnitHolding = {
  name: 'membership.joiningRules',
  order: 17,
  fate: 'membership.joiningRulesEnd',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM eligibility_rules WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return count
  },
  async merge({ tx }, { from }) {
    await tx.sql(
      sql`DELETE FROM eligibility_rules WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`,
    )
  },
}

export const unitHoldings: readonly UnitHolding[] = [joinRequests, joiningRules]
