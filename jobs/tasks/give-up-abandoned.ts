import { giveUpAbandonedTasks } from '../../src/modules/tasks/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const giveUpAbandoned = job({
  name: 'tasks.giveUpAbandoned',
  summary: 'Tells people of tasks whose workers died at every try',
  schedule: { cron: '*/5 * * * *', missed: 'skip' },
  retry: { limit: 1, delaySeconds: 30 },
  timeoutSeconds: 60,
  async handle({ call }) {
    await call(giveUpAbandonedTasks, {})
  },
})
