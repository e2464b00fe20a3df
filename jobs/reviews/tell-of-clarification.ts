import { listNearestHolders } from '../../src/modules/access/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { clarificationSent, readReviewLetter } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfClarification = job({
  name: 'reviews.tellOfClarification',
  summary: 'Tells an applicant that they are asked something, or staff that they answered',
  on: clarificationSent,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { messageId }) {
    const letter = await ask(readReviewLetter, { kind: 'message', id: messageId })
    if (!letter) return
    const holders = await ask(listNearestHolders, {
      unitId: letter.unitId,
      permission: 'reviews.manage',
      except: null,
    })
    const personIds = letter.toStaff ? holders.items.map(({ personId }) => personId) : letter.personIds
    const { items } = await ask(listRecipients, {
      topic: letter.toStaff ? 'reviews.waiting' : 'reviews.asked',
      personIds,
    })
    const about = { title: letter.title, applicant: letter.applicantName }
    const key = letter.toStaff ? 'reviews.letter.answered' : 'reviews.letter.asked'
    for (const { name, to, locale, optOut } of items) {
      const t = words(locale)
      await mail.send({
        template: 'reviews/review-notice',
        to,
        locale,
        from: brandName,
        data: {
          name,
          subject: t(`${key}Subject`, about),
          what: t(key, about),
          said: letter.toStaff ? '–' : (letter.said ?? '–'),
          url: link(
            letter.toStaff
              ? `/weighed-applications/${letter.applicationId}`
              : `/applications/${letter.applicationId}/outcome`,
          ),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
