import { remindOfPapers } from '../../src/modules/companies/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const remindOfExpiringPapers = job({
  name: 'companies.remindOfExpiringPapers',
  summary: 'Looks each day which papers of companies are about to expire',
  schedule: { cron: '20 5 * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 300 },
  timeoutSeconds: 300,
  async handle({ call }) {
    while ((await call(remindOfPapers, {})).reminded > 0);
  },
})
