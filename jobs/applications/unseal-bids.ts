import { bidsOpened, unsealNextBid } from '../../src/modules/applications/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const unsealBids = job({
  name: 'applications.unsealBids',
  summary: 'Decrypts the bids of a project that its witnesses have opened, one after the other',
  on: bidsOpened,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 900,
  async handle({ call }, { projectId }) {
    while (!(await call(unsealNextBid, { projectId })).isDone);
  },
})
