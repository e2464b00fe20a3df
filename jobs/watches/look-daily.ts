import { takeDueWatches } from '../../src/modules/watches/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const lookDaily = job({
  name: 'watches.lookDaily',
  summary: 'Looks each day what is new for those who want to be told so often',
  schedule: { cron: '10 6 * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 300 },
  timeoutSeconds: 1800,
  async handle({ call, now }) {
    while ((await call(takeDueWatches, { rhythm: 'daily', before: now })).looked > 0);
  },
})
