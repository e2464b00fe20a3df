import { listApplicantsToTell } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { projectCancelled, readProject } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Always, and nobody can turn it off: they wait for something that does not come. */
export const tellOfCancelling = job({
  name: 'applications.tellOfCancelling',
  summary: 'Tells those who applied for a project that it was cancelled, and why',
  on: projectCancelled,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { projectId }) {
    const { title, slug, cancelReason: reason } = await ask(readProject, { projectId })
    if (reason === null) return
    const applicants = await ask(listApplicantsToTell, { projectId })
    // Whoever applies for themselves and for a company hears of it once.
    const personIds = [...new Set(applicants.items.flatMap((each) => each.personIds))]
    const { items } = await ask(listAddressees, { personIds })
    for (const { name, email, locale } of items) {
      if (email === null) continue
      await mail.send({
        template: 'applications/project-cancelled',
        to: email,
        locale,
        from: brandName,
        data: { name, projectTitle: title, reason, url: link(`/projects/${slug}`) },
      })
    }
  },
})
