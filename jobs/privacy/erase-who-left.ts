import { closingRequested, eraseClosing } from '../../src/modules/privacy/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const eraseWhoLeft = job({
  name: 'privacy.eraseWhoLeft',
  summary: 'Erases somebody when their time for second thoughts is over',
  on: closingRequested,
  // Accounts close, whatever becomes of the association in which they asked for it.
  whileClosed: true,
  begins: ({ dueAt }) => new Date(dueAt),
  // What stands in the way may take somebody days to clear.
  retry: { limit: 30, delaySeconds: 3600, maxDelaySeconds: 86_400 },
  timeoutSeconds: 300,
  async handle({ call }, { closingId }) {
    await call(eraseClosing, { closingId })
  },
})
