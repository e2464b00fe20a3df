import { takeDueWatches } from '../../src/modules/watches/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const lookWeekly = job({
  name: 'watches.lookWeekly',
  summary: 'Looks each Monday what is new for those who want to be told so often',
  schedule: { cron: '20 6 * * 1', missed: 'once' },
  retry: { limit: 3, delaySeconds: 300 },
  timeoutSeconds: 1800,
  async handle({ call, now }) {
    while ((await call(takeDueWatches, { rhythm: 'weekly', before: now })).looked > 0);
  },
})
