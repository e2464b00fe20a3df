import { endLeadingOfThoseWhoLeft } from '../../src/modules/membership/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const lookForLeadersWhoLeft = job({
  name: 'membership.lookForLeadersWhoLeft',
  summary:
    'Looks each hour whether somebody leads a unit whose membership ended by a decision made for that day',
  schedule: { cron: '7 * * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 60 },
  timeoutSeconds: 120,
  async handle({ call }) {
    await call(endLeadingOfThoseWhoLeft, {})
  },
})
