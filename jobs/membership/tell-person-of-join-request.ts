import { joinDecided, readJoinRequestLetter } from '../../src/modules/membership/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellPersonOfJoinRequest = job({
  name: 'membership.tellPersonOfJoinRequest',
  summary: 'Tells a person what became of their request to belong to a unit',
  on: joinDecided,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { requestId, personId }) {
    const letter = await ask(readJoinRequestLetter, { requestId })
    if (!letter) return
    const { state, unitName, answer } = letter
    const { items } = await ask(listRecipients, {
      topic: 'membership.joinDecided',
      personIds: [personId],
    })
    for (const { name, channel, to, locale, optOut } of items) {
      const what = words(locale)(`membership.joinRequests.notice.${state}`, { unit: unitName })
      const preferences = link(optOut.preferences)
      if (channel === 'sms') {
        const values = { brand: brandName, what, url: link('/my-join-requests'), preferences }
        await sms.send({ to, locale, message: 'membership.sms.joinRequest', values })
        continue
      }
      await mail.send({
        template: 'membership/join-decided',
        to,
        locale,
        from: brandName,
        data: {
          name,
          unitName,
          what,
          answer: answer ?? '–',
          url: link('/my-join-requests'),
        },
        optOut: { preferences, unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
