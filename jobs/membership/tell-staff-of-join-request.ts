import { listNearestHolders } from '../../src/modules/access/index.ts'
import { joinRequested, readJoinRequestLetter } from '../../src/modules/membership/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Those who decide, and are closest to the unit: of a request in a small group not everybody up to the root hears. */
export const tellStaffOfJoinRequest = job({
  name: 'membership.tellStaffOfJoinRequest',
  summary: 'Tells those who decide at a unit that somebody asks to belong there',
  on: joinRequested,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { requestId, unitId, personId }) {
    const letter = await ask(readJoinRequestLetter, { requestId })
    // Whoever took it back meanwhile, or was answered, needs nobody to decide.
    if (letter?.state !== 'requested') return
    const holders = await ask(listNearestHolders, {
      unitId,
      permission: 'membership.admit',
      except: personId,
    })
    const personIds = holders.items.map((holder) => holder.personId)
    const { items } = await ask(listRecipients, { topic: 'membership.joinRequested', personIds })
    const { personName, unitName, message } = letter
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'membership/join-requested',
        to,
        locale,
        from: brandName,
        data: {
          name,
          personName,
          unitName,
          message: message ?? '–',
          url: link(`/join-requests/${requestId}`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
