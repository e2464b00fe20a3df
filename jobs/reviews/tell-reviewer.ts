import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readAppointmentLetter, reviewerAppointed } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellReviewer = job({
  name: 'reviews.tellReviewer',
  summary: 'Tells somebody that they review what comes in for a project',
  on: reviewerAppointed,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { projectId, personId }) {
    const letter = await ask(readAppointmentLetter, { projectId, personId })
    if (!letter) return
    const { items } = await ask(listRecipients, { topic: 'reviews.reviewerAppointed', personIds: [personId] })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'reviews/reviewer-appointed',
        to,
        locale,
        from: brandName,
        data: { name, title: letter.title, url: link(`/profile/reviews/${projectId}`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
