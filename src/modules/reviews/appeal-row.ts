import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { lockDecision } from './decision-row.ts'
import type { Asking } from './review-row.ts'
import type { AppealRow } from './views.ts'

/** An appeal with the decision that it is against; the project is held until the commit. */
export async function lockAppeal(
  run: RunSql,
  asking: Asking,
  appealId: string,
  condition: Sql,
): Promise<AppealRow | null> {
  const read = async () => {
    const [found] = await run<{ decisionId: string; status: AppealRow['appealStatus'] }>(sql`
      SELECT e.decision_id AS "decisionId", e.status FROM appeals e WHERE e.id = ${appealId}::uuid`)
    return found
  }
  const seen = await read()
  const row = seen && (await lockDecision(run, asking, seen.decisionId, condition))
  const appeal = row && (await read())
  return row && appeal ? { ...row, appealStatus: appeal.status } : null
}
