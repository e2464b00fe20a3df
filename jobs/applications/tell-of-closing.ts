import { listApplicantsToTell } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { projectClosed, readProject } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Always, and nobody can turn it off: they wait for something that does not come. */
export const tellOfClosing = job({
  name: 'applications.tellOfClosing',
  summary: 'Tells those who applied for a project that it was closed before its deadline, and why',
  on: projectClosed,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { projectId }) {
    const { title, slug, closeReason: reason } = await ask(readProject, { projectId })
    // A deadline that is over is what everybody knew.
    if (reason === null) return
    const applicants = await ask(listApplicantsToTell, { projectId })
    // Whoever applies for themselves and for a company hears of it once.
    const personIds = [...new Set(applicants.items.flatMap((each) => each.personIds))]
    const { items } = await ask(listAddressees, { personIds })
    for (const { name, email, locale } of items) {
      if (email === null) continue
      await mail.send({
        template: 'applications/project-closed',
        to: email,
        locale,
        from: brandName,
        data: { name, projectTitle: title, reason, url: link(`/projects/${slug}`) },
      })
    }
  },
})
