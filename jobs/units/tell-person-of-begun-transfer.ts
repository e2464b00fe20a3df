import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readTransferLetter, transferRequested } from '../../src/modules/units/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Whoever asked by themselves knows it. */
export const tellPersonOfBegunTransfer = job({
  name: 'units.tellPersonOfBegunTransfer',
  summary:
    'Tells a person that staff asked for them to belong to another unit, and that they may take it back',
  on: transferRequested,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { transferId, personId }) {
    const letter = await ask(readTransferLetter, { transferId })
    if (!letter?.isBegun || letter.state !== 'requested') return
    const { fromName, toName, reason } = letter
    const { items } = await ask(listRecipients, { topic: 'units.transferDecided', personIds: [personId] })
    for (const { name, channel, to, locale, optOut } of items) {
      const preferences = link(optOut.preferences)
      if (channel === 'sms') {
        const what = words(locale)('units.transfers.notice.begun', { from: fromName, to: toName })
        const values = { brand: brandName, what, url: link('/my-units'), preferences }
        await sms.send({ to, locale, message: 'units.sms.transfer', values })
        continue
      }
      await mail.send({
        template: 'units/transfer-begun',
        to,
        locale,
        from: brandName,
        data: { name, fromName, toName, reason: reason ?? '–', url: link('/my-units') },
        optOut: { preferences, unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
