import { sql } from '../../src/platform/db/sql.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Portal } from '../support/portal.ts'

export interface MadeTask {
  tenantId: string | null
  startedBy: string | null
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  runId?: string
  resultFileId?: string | null
  done?: number
  total?: number | null
  cancellable?: boolean
}

/** A task in any state, without the work that would lead there. */
export async function makeTask(portal: Portal, task: MadeTask): Promise<string> {
  const id = newId()
  const now = portal.clock.now()
  const { tenantId, startedBy, state, runId, resultFileId = null, done = 0, total = null } = task
  const hasEnded = state !== 'queued' && state !== 'running'
  await portal.app.database.sql(sql`
    INSERT INTO tasks (id, tenant_id, started_by, kind, title, title_values, input, cancellable, locale, time_zone, state,
                       done, total, run_id, heartbeat_at, result_file_id, result_name, problem, problem_values,
                       created_at, started_at, ended_at, parts)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${startedBy}::uuid, 'units.exportUnits', 'units.export.task',
            '{"name": "Bay Chapter"}', '{"unitPath": "x"}', ${task.cancellable ?? true}, 'en', 'UTC', ${state},
            ${done}, ${total}, ${state === 'running' ? (runId ?? null) : null}::uuid,
            ${state === 'running' ? now : null}::timestamptz,
            ${resultFileId}::uuid, ${resultFileId && 'units.csv'}, ${state === 'failed' ? 'tasks.unexpected' : null},
            ${state === 'failed' ? '{}' : null}::jsonb, ${now}, ${state === 'queued' ? null : now}::timestamptz,
            ${hasEnded ? now : null}::timestamptz, '{}')`)
  return id
}
