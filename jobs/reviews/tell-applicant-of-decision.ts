import { applicationDecided } from '../../src/modules/applications/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { awardInWords, readReviewLetter } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellApplicantOfDecision = job({
  name: 'reviews.tellApplicantOfDecision',
  summary: 'Tells an applicant what was decided about their application',
  on: applicationDecided,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { applicationId }) {
    const letter = await ask(readReviewLetter, { kind: 'decision', id: applicationId })
    if (!letter) return
    const { topic, personIds, happening, about, said, award, path } = letter
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
          what: [
            t(`reviews.letter.${happening}`, about),
            ...(award ? awardInWords(award, t, locale) : []),
          ].join('\n\n'),
          said: said ?? '–',
          url: link(path),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
