import { closeDueProjects } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const closeAtDeadlines = job({
  name: 'projects.closeAtDeadlines',
  summary: 'Writes down each minute which projects are closed because their deadline is over',
  schedule: { cron: '* * * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 30 },
  timeoutSeconds: 300,
  async handle({ call }) {
    while ((await call(closeDueProjects, {})).closed > 0);
  },
})
