import { job } from '../../src/platform/declare/job.ts'

export const purgeExpired = job({
  name: 'maintenance.purgeExpired',
  summary:
    'Clears away what has expired: sessions, links, counters, results of tasks, bytes that nothing speaks of',
  schedule: { cron: '17 3 * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 300 },
  timeoutSeconds: 3600,
  handle: ({ purge }) => purge(),
})
