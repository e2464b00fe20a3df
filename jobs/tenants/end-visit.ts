import { endVisit as noteEnd, readVisitLetter, visitBegan } from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const endVisit = job({
  name: 'tenants.endVisit',
  summary: 'Notes in the audit of an association that a visit has run out',
  on: visitBegan,
  begins: ({ endsAt }) => new Date(endsAt),
  whileSuspended: true,
  whileClosed: true,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ ask, call }, { visitId }) {
    const visit = await ask(readVisitLetter, { visitId })
    if (visit?.endedAt === null) await call(noteEnd, { visitId })
  },
})
