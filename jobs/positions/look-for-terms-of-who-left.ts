import { endTermsOfThoseWhoLeft, listTermsOfThoseWhoLeft } from '../../src/modules/positions/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const lookForTermsOfWhoLeft = job({
  name: 'positions.lookForTermsOfWhoLeft',
  summary:
    'Looks each hour whether somebody holds a position who left by a decision made for a day that has come',
  schedule: { cron: '11 * * * *', missed: 'once' },
  retry: { limit: 3, delaySeconds: 60 },
  timeoutSeconds: 300,
  async handle({ ask, call }) {
    const left = await ask(listTermsOfThoseWhoLeft, { personId: null })
    if (left.items.length > 0) await call(endTermsOfThoseWhoLeft, left)
  },
})
