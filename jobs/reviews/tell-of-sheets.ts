import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readAppointmentLetter, sheetsGiven } from '../../src/modules/reviews/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfSheets = job({
  name: 'reviews.tellOfSheets',
  summary: 'Tells reviewers that they were given applications to review',
  on: sheetsGiven,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { projectId, personId }) {
    const letter = await ask(readAppointmentLetter, { projectId, personId })
    // They were taken back or handed in meanwhile.
    if (!letter || letter.waiting === 0) return
    const { items } = await ask(listRecipients, { topic: 'reviews.reviewerAppointed', personIds: [personId] })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'reviews/sheets-given',
        to,
        locale,
        from: brandName,
        data: { name, title: letter.title, url: link(`/profile/reviews/${projectId}`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
