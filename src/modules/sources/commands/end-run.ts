import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { wallTimeOf } from '../../../platform/presentation/dates.ts'
import { noteOriginal } from '../../projects/index.ts'
import { EndedRun, EndRun } from '../contract.ts'
import { command } from '../room.ts'
import { mostFaults } from '../source.ts'
import { findSource } from '../source-row.ts'

/**
 * What a run that came to its end did not meet, and what is not over, has vanished from the source: it is marked, and never
 * deleted. One that failed says nothing about what it did not meet; neither does one in which something could not be read.
 */
export const endRun = command({
  name: 'sources.endRun',
  summary: 'Write down what a run of a source has brought',
  permission: 'system',
  input: EndRun,
  output: EndedRun,
  async target({ tx, actor, now }, { runId }) {
    const [run] = await tx.sql<{ sourceId: string }>(sql`
      SELECT source_id AS "sourceId" FROM source_runs
      WHERE id = ${runId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND ended_at IS NULL`)
    return run ? findSource(tx.sql, run.sourceId, actor, now, { locked: true }) : null
  },
  async run(
    { tx, now, call, record },
    { runId, faults, error: failure, held, ...counts },
    { id: sourceId, tenantId, timeZone },
  ) {
    // One that held something and holds nothing at all has more likely lost its list than its work: staff look first.
    const [known] =
      failure === null && held === 0
        ? await tx.sql(sql`
            SELECT FROM source_items WHERE tenant_id = ${tenantId}::uuid AND source_id = ${sourceId}::uuid AND vanished_at IS NULL LIMIT 1`)
        : []
    const error = failure ?? (known ? 'sources.empty' : null)
    const isWhole = error === null && counts.failed === 0
    const gone = isWhole
      ? await tx.sql<{ projectId: string }>(sql`
          UPDATE source_items SET vanished_at = ${now}
          WHERE tenant_id = ${tenantId}::uuid AND source_id = ${sourceId}::uuid AND seen_in <> ${runId}::uuid AND vanished_at IS NULL
            AND (deadline IS NULL OR deadline > ${wallTimeOf(now, timeZone)})
          RETURNING project_id AS "projectId"`)
      : []
    const as = system('a source holds it no more', tenantId)
    for (const { projectId } of gone) await call(noteOriginal, { projectId, isGone: true }, { as })
    const vanished = gone.length
    await tx.sourceRun.update({
      where: { id: runId },
      data: {
        ...counts,
        vanished,
        error,
        faults: { v: 1, faults: faults.slice(0, mostFaults) },
        endedAt: now,
      },
    })
    record({ type: 'sourceRun', id: runId }, null, { sourceId, ...counts, vanished, error })
    return { vanished, error }
  },
})
