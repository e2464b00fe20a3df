import { listNearestHolders } from '../../src/modules/access/index.ts'
import { bidsOpened } from '../../src/modules/applications/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readProject } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** That they are open, and nothing of what is in them. */
export const tellStaffOfOpening = job({
  name: 'applications.tellStaffOfOpening',
  summary: 'Tells those who look after a project that the witnesses have opened its bids',
  on: bidsOpened,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { projectId }) {
    const { title, unit } = await ask(readProject, { projectId })
    const holders = await ask(listNearestHolders, { unitId: unit.id, permission: 'applications.read' })
    const personIds = holders.items.map(({ personId }) => personId)
    const { items } = await ask(listRecipients, { topic: 'applications.bidsOpened', personIds })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'applications/bids-opened',
        to,
        locale,
        from: brandName,
        data: { name, projectTitle: title, url: link(`/managed-projects/${projectId}/sealing`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
