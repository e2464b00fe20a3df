import { listRecipients } from '../../src/modules/notifications/index.ts'
import { applicantsDismissed, readDismissalLetter } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellStaffOfDismissal = job({
  name: 'reviews.tellStaffOfDismissal',
  summary: 'Tells those who look after a review that some of those whom they appointed cannot take part',
  on: applicantsDismissed,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { projectId, count }) {
    const letter = await ask(readDismissalLetter, { projectId })
    if (!letter) return
    const { title, personIds } = letter
    const { items } = await ask(listRecipients, { topic: 'reviews.waiting', personIds })
    for (const { name, to, locale, optOut } of items) {
      const t = words(locale)
      await mail.send({
        template: 'reviews/review-notice',
        to,
        locale,
        from: brandName,
        data: {
          name,
          subject: t('reviews.letter.dismissalSubject', { title }),
          what: t('reviews.letter.dismissal', { title, count }),
          said: '–',
          url: link(`/managed-projects/${projectId}/review`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
