import { standingChanged } from '../../src/modules/membership/index.ts'
import { endTermsOfThoseWhoLeft, listTermsOfThoseWhoLeft } from '../../src/modules/positions/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const endTermsOfWhoLeft = job({
  name: 'positions.endTermsOfWhoLeft',
  summary: 'Ends the terms of somebody who has left the association: their seats are free',
  on: standingChanged,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ ask, call }, { personId }) {
    const left = await ask(listTermsOfThoseWhoLeft, { personId })
    if (left.items.length > 0) await call(endTermsOfThoseWhoLeft, left)
  },
})
