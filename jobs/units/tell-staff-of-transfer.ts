import { listNearestHolders } from '../../src/modules/access/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readTransferLetter, transferRequested } from '../../src/modules/units/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Those who decide, and are closest to the unit: of a request in a small group not everybody up to the root hears. */
export const tellStaffOfTransfer = job({
  name: 'units.tellStaffOfTransfer',
  summary: 'Tells those who decide at the receiving unit that somebody asks to come there',
  on: transferRequested,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName, words }, { transferId, unitId, personId }) {
    const letter = await ask(readTransferLetter, { transferId })
    // Whoever took it back meanwhile, or was answered, needs nobody to decide.
    if (letter?.state !== 'requested') return
    const { requestedBy } = letter
    // Of staff who asked for somebody it is not them who have to read it.
    const without = requestedBy ? [requestedBy.personId] : []
    const holders = await ask(listNearestHolders, {
      unitId,
      permission: 'units.admit',
      except: personId,
      without,
    })
    const personIds = holders.items.map((holder) => holder.personId)
    const { items } = await ask(listRecipients, { topic: 'units.transferRequested', personIds })
    const { personName, fromName, toName, reason } = letter
    for (const { name, to, locale, optOut } of items) {
      const values = { person: personName, from: fromName, to: toName }
      const what = requestedBy
        ? words(locale)('units.transfers.askedByStaff', { ...values, by: requestedBy.name })
        : words(locale)('units.transfers.askedThemselves', values)
      await mail.send({
        template: 'units/transfer-requested',
        to,
        locale,
        from: brandName,
        data: { name, personName, what, toName, reason: reason ?? '–', url: link('/transfers') },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
