import { listRecipients } from '../../src/modules/notifications/index.ts'
import { decisionProposed, readReviewLetter } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellStaffOfProposal = job({
  name: 'reviews.tellStaffOfProposal',
  summary: 'Tells those who may agree that an award waits for a second person',
  on: decisionProposed,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { decisionId }) {
    const letter = await ask(readReviewLetter, { kind: 'proposal', id: decisionId })
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
