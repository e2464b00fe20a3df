import { startDueRuns } from '../../src/modules/sources/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const startDueSourceRuns = job({
  name: 'sources.startDueSourceRuns',
  summary: 'Looks every ten minutes which outside sources it is time to look at',
  schedule: { cron: '*/10 * * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 30 },
  timeoutSeconds: 300,
  async handle({ call }) {
    await call(startDueRuns, {})
  },
})
