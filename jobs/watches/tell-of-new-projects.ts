import { listRecipients } from '../../src/modules/notifications/index.ts'
import { digestMade, readDigest } from '../../src/modules/watches/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

export const tellOfNewProjects = job({
  name: 'watches.tellOfNewProjects',
  summary: 'Tells somebody in one letter what is new of all that they look for',
  on: digestMade,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { personId, digestId }) {
    const { items: projects } = await ask(readDigest, { personId, digestId })
    if (projects.length === 0) return
    const { items } = await ask(listRecipients, { topic: 'watches.newProjects', personIds: [personId] })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'watches/new-projects',
        to,
        locale,
        from: brandName,
        data: {
          name,
          count: projects.length,
          first: projects[0]?.title ?? '',
          projects: projects.map(({ slug, title, deadline, timeZone }) => ({
            title,
            url: link(`/projects/${slug}`),
            until: formatTime(deadline, { locale, timeZone }, 'dateTime'),
          })),
          url: link('/project-watches'),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
