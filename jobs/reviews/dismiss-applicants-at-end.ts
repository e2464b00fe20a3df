import { projectClosed } from '../../src/modules/projects/index.ts'
import { dismissApplicants } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const dismissApplicantsAtEnd = job({
  name: 'reviews.dismissApplicantsAtEnd',
  summary: 'Has those review a project no more who turned out to apply for it',
  on: projectClosed,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ call }, { projectId }) {
    await call(dismissApplicants, { projectId })
  },
})
