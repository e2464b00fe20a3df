import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { startTask } from '../tasks/index.ts'
import { deadBefore, nextRun, type Source, sourceRunning } from './source.ts'
import { sourceRun } from './task-kinds.ts'

type Context = Pick<
  CommandContext<
    'projectSource' | 'sourceRun' | 'sourceItem',
    unknown,
    'projectSource' | 'sourceRun' | 'sourceItem'
  >,
  'tx' | 'now' | 'record' | 'actor' | 'locale' | 'call'
>

/** Of a source that is locked one run goes on at a time; one that died without a word is ended by the next. */
export async function beginRun(
  context: Context,
  { id: sourceId, tenantId, name, everyHours }: Source,
): Promise<{ sourceId: string; runId: string; taskId: string }> {
  const { tx, now, record } = context
  await tx.sql(sql`
    UPDATE source_runs SET ended_at = ${now}, error = 'sources.abandoned'
    WHERE tenant_id = ${tenantId}::uuid AND source_id = ${sourceId}::uuid AND ended_at IS NULL AND started_at < ${deadBefore(now)}`)
  const [going] = await tx.sql(sql`
    SELECT FROM source_runs WHERE tenant_id = ${tenantId}::uuid AND source_id = ${sourceId}::uuid AND ended_at IS NULL`)
  if (going) throw sourceRunning()
  const runId = newId(now.getTime())
  await tx.sourceRun.create({ data: { id: runId, tenantId, sourceId, startedAt: now } })
  await tx.projectSource.update({ where: { id: sourceId }, data: { nextRunAt: nextRun(everyHours, now) } })
  const { taskId } = await startTask(context, sourceRun, { sourceId, runId }, { name })
  record({ type: 'sourceRun', id: runId }, null, { sourceId, taskId })
  return { sourceId, runId, taskId }
}
