import { joinDecided, readJoinRequestLetter } from '../../src/modules/membership/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellPersonOfJoinRequest = job({
  name: 'membership.tellPersonOfJoinRequest',
  summary: 'Tells a person what became of their request to belong to a unit',
  on: joinDecided,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { requestId, personId }) {
    const letter = await ask(readJoinRequestLetter, { requestId })
    if (!letter) return
    const { state, unitName, answer } = letter
    const { items } = await ask(listRecipients, {
      topic: 'membership.joinDecided',
      personIds: [personId],
    })
    for (const { name, to, locale, optOut } of items) {
      const t = words(locale)
      await mail.send({
        template: 'membership/join-decided',
        to,
        locale,
        from: brandName,
        data: {
          name,
          unitName,
          what: t(`membership.joinRequests.notice.${state}`, { unit: unitName }),
          answer: answer ?? '–',
          url: link('/my-join-requests'),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
