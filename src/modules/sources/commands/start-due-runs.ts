import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { beginRun } from '../begin-run.ts'
import { Nothing, StartedRuns } from '../contract.ts'
import { command } from '../room.ts'
import { deadBefore } from '../source.ts'
import { findSource } from '../source-row.ts'

/** The clock is of no association: it goes through them one by one. */
export const startDueRuns = command({
  name: 'sources.startDueRuns',
  summary: 'Look at the sources whose time it is',
  permission: 'system',
  input: Nothing,
  output: StartedRuns,
  idempotent: false,
  async run(context): Promise<{ started: number }> {
    const { tx, actor, now, call } = context
    if (actor.tenantId === null) {
      const tenants = await tx.sql<{ tenantId: string }>(sql`
        SELECT DISTINCT tenant_id AS "tenantId" FROM project_sources WHERE next_run_at <= ${now}`)
      let started = 0
      for (const { tenantId } of tenants)
        started += (await call(startDueRuns, {}, { as: system('sources are due', tenantId) })).started
      return { started }
    }
    // One that is going on still is left out: it has its time again when that has ended, or has died.
    const due = await tx.sql<{ id: string }>(sql`
      SELECT s.id FROM project_sources s WHERE s.tenant_id = ${actor.tenantId}::uuid AND s.next_run_at <= ${now}
        AND NOT EXISTS (SELECT FROM source_runs r WHERE r.tenant_id = s.tenant_id AND r.source_id = s.id AND r.ended_at IS NULL
          AND r.started_at >= ${deadBefore(now)})
      ORDER BY s.next_run_at FOR NO KEY UPDATE OF s SKIP LOCKED`)
    for (const { id } of due) {
      const source = await findSource(tx.sql, id, actor, now)
      if (source) await beginRun(context, source)
    }
    return { started: due.length }
  },
})
