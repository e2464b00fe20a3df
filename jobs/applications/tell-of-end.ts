import { listApplicantIds } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { projectCancelled, projectClosed, readProject } from '../../src/modules/projects/index.ts'
import { type JobContext, job } from '../../src/platform/declare/job.ts'

const retry = { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 }

/** Always, and nobody can turn it off: they wait for something that does not come. */
async function tell(
  { ask, mail, link, brandName }: JobContext,
  projectId: string,
  { template, reasonIn }: { template: string; reasonIn: 'closeReason' | 'cancelReason' },
): Promise<void> {
  const { title, slug, [reasonIn]: reason } = await ask(readProject, { projectId })
  // A deadline that is over is what everybody knew.
  if (reason === null) return
  const { personIds } = await ask(listApplicantIds, { projectId })
  const { items } = await ask(listAddressees, { personIds })
  for (const { name, email, locale } of items) {
    if (email === null) continue
    await mail.send({
      template,
      to: email,
      locale,
      from: brandName,
      data: { name, projectTitle: title, reason, url: link(`/projects/${slug}`) },
    })
  }
}

export const tellOfClosing = job({
  name: 'applications.tellOfClosing',
  summary: 'Tells those who applied for a project that it was closed before its deadline, and why',
  on: projectClosed,
  retry,
  timeoutSeconds: 300,
  handle: (context, { projectId }) =>
    tell(context, projectId, { template: 'applications/project-closed', reasonIn: 'closeReason' }),
})

export const tellOfCancelling = job({
  name: 'applications.tellOfCancelling',
  summary: 'Tells those who applied for a project that it was cancelled, and why',
  on: projectCancelled,
  retry,
  timeoutSeconds: 300,
  handle: (context, { projectId }) =>
    tell(context, projectId, { template: 'applications/project-cancelled', reasonIn: 'cancelReason' }),
})
