import { DeadJobs, NoInput } from '../contract.ts'
import { query } from '../room.ts'
import { findRoot } from '../root-row.ts'

const shown = 200

/** Of the own association. What a job is about is told by ids; why it failed may speak of people and stays in the log. */
export const listDeadJobs = query({
  name: 'tasks.listDeadJobs',
  summary: 'List the jobs of your association that failed at every try',
  permission: 'tasks.redrive',
  input: NoInput,
  output: DeadJobs,
  http: { method: 'get', path: '/dead-jobs' },
  target: ({ db, actor }) => findRoot(db.sql, actor),
  async run({ db, actor, services }) {
    const jobs = await services.deadLetters.list(db.sql, { tenantId: actor.tenantId, limit: shown })
    return {
      items: jobs.map(({ id, job, payload, requestId, tries, failedAt }) => ({
        id,
        job,
        payload,
        requestId,
        tries,
        failedAt,
      })),
    }
  },
})
