import { listApplicantsToTell } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { projectAmended } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Always, and nobody can turn it off: what they apply for is another thing than they thought. */
export const tellApplicantsOfAddendum = job({
  name: 'applications.tellApplicantsOfAddendum',
  summary: 'Tells those who apply for a project that it was changed',
  on: projectAmended,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 600,
  async handle({ ask, mail, link, brandName }, { projectId, isMaterial }) {
    const applicants = await ask(listApplicantsToTell, { projectId })
    for (const { applicationId, projectTitle, isSubmitted, personIds } of applicants.items) {
      const body =
        isMaterial && isSubmitted
          ? { template: 'applications/addendum-material' }
          : { template: 'applications/addendum' }
      const { items } = await ask(listAddressees, { personIds })
      for (const { name, email, locale } of items) {
        if (email === null) continue
        await mail.send({
          ...body,
          to: email,
          locale,
          from: brandName,
          data: { name, projectTitle, url: link(`/my-applications/${applicationId}`) },
        })
      }
    }
  },
})
