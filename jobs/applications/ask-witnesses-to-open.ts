import { readSealing } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { projectClosed, readProject } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

/** Always, and nobody can turn it off: bids wait for them, and nobody else can open them. */
export const askWitnessesToOpen = job({
  name: 'applications.askWitnessesToOpen',
  summary:
    'Tells the witnesses of sealed bids that no more of them come in, and from when they can be opened',
  on: projectClosed,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { projectId }) {
    const { title, isSealed, applications } = await ask(readProject, { projectId })
    if (!isSealed || applications.received === 0) return
    const { project, opensAt, openedAt, witnesses } = await ask(readSealing, { projectId })
    // It was cancelled, or opened, meanwhile.
    if (opensAt === null || openedAt !== null) return
    const personIds = witnesses.filter(({ givenAt }) => givenAt === null).map(({ personId }) => personId)
    const { items } = await ask(listAddressees, { personIds })
    for (const { name, email, locale } of items) {
      if (email === null) continue
      await mail.send({
        template: 'applications/bids-to-open',
        to: email,
        locale,
        from: brandName,
        data: {
          name,
          projectTitle: title,
          time: `${formatTime(opensAt, { locale, timeZone: project.timeZone }, 'second')} (${project.timeZone})`,
          url: link(`/my-sealings/${projectId}`),
        },
      })
    }
  },
})
