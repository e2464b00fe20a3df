import { listRecipients } from '../../src/modules/notifications/index.ts'
import { appealFiled, readReviewLetter } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellStaffOfAppeal = job({
  name: 'reviews.tellStaffOfAppeal',
  summary: 'Tells those who may hear it that an applicant appeals',
  on: appealFiled,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { appealId }) {
    const letter = await ask(readReviewLetter, { kind: 'appeal', id: appealId })
    if (!letter) return
    const { topic, personIds, happening, about, said, path } = letter
    const { items } = await ask(listRecipients, { topic, personIds })
    for (const { name, to, locale, optOut } of items) {
      const t = words(locale)
      await mail.send({
        template: 'reviews/review-notice',
        to,
        locale,
        from: brandName,
        data: {
          name,
          subject: t(`reviews.letter.${happening}Subject`, about),
          what: t(`reviews.letter.${happening}`, about),
          said: said ?? '–',
          url: link(path),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
