import { RedriveDeadJobs, Redriven } from '../contract.ts'
import { command } from '../room.ts'
import { findRoot } from '../root-row.ts'

/** Once what stood in the way is mended. What a job had done before it failed is not done again. */
export const redriveDeadJobs = command({
  name: 'tasks.redriveDeadJobs',
  summary: 'Send jobs of your association that failed at every try back to their queues: these, or all',
  permission: 'tasks.redrive',
  severity: 'notable',
  input: RedriveDeadJobs,
  output: Redriven,
  http: { method: 'post', path: '/dead-jobs/redrive' },
  target: ({ tx, actor }) => findRoot(tx.sql, actor),
  async run({ tx, actor, services, record }, { ids }) {
    const count = await services.deadLetters.redrive(tx.sql, { tenantId: actor.tenantId, ids })
    record({ type: 'deadJobs', id: actor.tenantId ?? 'all' }, null, { ids: ids ?? 'all', count })
    return { count }
  },
})
