import { system } from '../../../platform/policy/actor.ts'
import { shortlistApplication } from '../../applications/index.ts'
import { Shortlist } from '../contract.ts'
import { overseenApplications, whileWeighing } from '../policy.ts'
import { command } from '../room.ts'
import { findWeighed } from '../weighed-row.ts'

export const shortlist = command({
  name: 'reviews.shortlist',
  summary: 'Put an application among those that are looked at closer, or back among the others',
  permission: 'reviews.manage',
  input: Shortlist,
  output: Shortlist,
  http: { method: 'post', path: '/weighed-applications/:applicationId/shortlisting' },
  target: ({ tx, ...asking }, { applicationId }) =>
    findWeighed(tx.sql, asking, applicationId, overseenApplications(asking.actor, asking.now), {
      locked: true,
    }),
  rule: whileWeighing,
  async run({ call, record }, { applicationId, isShortlisted }, { tenantId, projectId, applicationStatus }) {
    await call(
      shortlistApplication,
      { applicationId, isShortlisted },
      { as: system('an application is shortlisted', tenantId) },
    )
    record(
      { type: 'review', id: projectId },
      { applicationId, status: applicationStatus },
      { applicationId, isShortlisted },
    )
    return { applicationId, isShortlisted }
  },
})
