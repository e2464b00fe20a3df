import { makeMonths } from '../../src/modules/audit/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const makeAuditMonths = job({
  name: 'audit.makeAuditMonths',
  summary: 'Makes the months of the audit that are to come',
  schedule: { cron: '41 2 * * *', missed: 'once' },
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ call }) {
    await call(makeMonths, {})
  },
})
