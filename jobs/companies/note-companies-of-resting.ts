import { countLeftCompanies, noteLeftCompanies } from '../../src/modules/companies/index.ts'
import { standingChanged } from '../../src/modules/membership/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const noteCompaniesOfResting = job({
  name: 'companies.noteCompaniesOfResting',
  summary: 'Looks whether somebody who is no member in good standing leaves companies without a manager',
  on: standingChanged,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ ask, call }, { personId }) {
    const { left } = await ask(countLeftCompanies, { personId })
    if (left > 0) await call(noteLeftCompanies, { personId })
  },
})
