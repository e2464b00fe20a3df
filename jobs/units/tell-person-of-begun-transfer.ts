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
  async handle({ ask, mail, link, brandName }, { transferId, personId }) {
    const letter = await ask(readTransferLetter, { transferId })
    if (!letter?.isBegun || letter.state !== 'requested') return
    const { fromName, toName, reason } = letter
    const { items } = await ask(listRecipients, { topic: 'units.transferDecided', personIds: [personId] })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'units/transfer-begun',
        to,
        locale,
        from: brandName,
        data: { name, fromName, toName, reason: reason ?? '–', url: link('/my-units') },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
