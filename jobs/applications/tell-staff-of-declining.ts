import { listNearestHolders } from '../../src/modules/access/index.ts'
import { readSealing, witnessDeclined } from '../../src/modules/applications/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readProject } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellStaffOfDeclining = job({
  name: 'applications.tellStaffOfDeclining',
  summary: 'Tells those who have bids sealed that somebody would rather not be a witness',
  on: witnessDeclined,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { projectId, personId }) {
    const { title, unit, isSealed } = await ask(readProject, { projectId })
    if (!isSealed) return
    const { witnesses } = await ask(readSealing, { projectId })
    const witness = witnesses.find((one) => one.personId === personId)
    // They agreed after all, or somebody else was named meanwhile.
    if (!witness?.declinedAt) return
    const holders = await ask(listNearestHolders, { unitId: unit.id, permission: 'applications.seal' })
    const personIds = holders.items.map((holder) => holder.personId)
    const { items } = await ask(listRecipients, { topic: 'applications.witnessDeclined', personIds })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'applications/witness-declined',
        to,
        locale,
        from: brandName,
        data: {
          name,
          witness: witness.name,
          reason: witness.declineReason ?? '–',
          projectTitle: title,
          url: link(`/managed-projects/${projectId}/sealing`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
