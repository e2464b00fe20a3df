import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readTransferLetter, transferDecided } from '../../src/modules/units/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellPersonOfTransfer = job({
  name: 'units.tellPersonOfTransfer',
  summary: 'Tells a person what became of their request to belong to another unit',
  on: transferDecided,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { transferId, personId }) {
    const letter = await ask(readTransferLetter, { transferId })
    if (!letter) return
    const { state, fromName, toName, answer } = letter
    const { items } = await ask(listRecipients, { topic: 'units.transferDecided', personIds: [personId] })
    for (const { name, channel, to, locale, optOut } of items) {
      const t = words(locale)
      const what = t(`units.transfers.notice.${state}`, { from: fromName, to: toName })
      const preferences = link(optOut.preferences)
      if (channel === 'sms') {
        const values = { brand: brandName, what, url: link('/my-units'), preferences }
        await sms.send({ to, locale, message: 'units.sms.transfer', values })
        continue
      }
      await mail.send({
        template: 'units/transfer-decided',
        to,
        locale,
        from: brandName,
        data: {
          name,
          toName,
          what,
          answer: answer ?? '–',
          url: link('/my-units'),
        },
        optOut: { preferences, unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
