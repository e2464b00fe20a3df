import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { startTask } from '../../tasks/index.ts'
import { EndOfTenant, TenantReference } from '../contract.ts'
import { command } from '../room.ts'
import { tenantErasure } from '../task-kinds.ts'
import { lockTenancy } from '../tenancy-row.ts'

/**
 * The day has come: from the commit on nobody comes in any more, and a task erases what there is. Whoever took it back before
 * has held the same row, so that one of the two is first. Also where the task of before has failed: then another one goes on.
 */
export const endTenant = command({
  name: 'tenants.endTenant',
  summary: 'Close an association whose time for second thoughts is over, and begin to erase it',
  permission: 'system',
  input: TenantReference,
  output: EndOfTenant,
  severity: 'critical',
  idempotent: false,
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run(context, { tenantId }, { closingDueAt, closedAt, erasedAt, erasureTaskId }) {
    const { tx, now, within, record } = context
    within(tenantId)
    if (closingDueAt === null || closingDueAt > now || erasedAt) return { closed: false, taskId: null }
    const [atWork] = await tx.sql(sql`
      SELECT 1 FROM task_results k WHERE k.task_id = ${erasureTaskId}::uuid AND k.state IN ('queued', 'running')`)
    if (atWork) return { closed: false, taskId: null }
    if (!closedAt) {
      await tx.sql(sql`
        UPDATE tenant_visits SET ended_at = least(${now}, ends_at) WHERE tenant_id = ${tenantId}::uuid AND ended_at IS NULL`)
      record({ type: 'tenancy', id: tenantId }, { closedAt }, { closedAt: now })
    }
    // The task is of no association: what is left of this one would stop it, and take it away.
    const { taskId } = await startTask(
      { ...context, actor: system('an association is erased', null) },
      tenantErasure,
      { tenantId },
    )
    await tx.sql(sql`
      UPDATE tenancies SET closed_at = coalesce(closed_at, ${now}), erasure_task_id = ${taskId}::uuid
      WHERE tenant_id = ${tenantId}::uuid`)
    return { closed: !closedAt, taskId }
  },
})
