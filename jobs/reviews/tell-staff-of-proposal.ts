import { listNearestHolders } from '../../src/modules/access/index.ts'
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
    const holders = await ask(listNearestHolders, {
      unitId: letter.unitId,
      permission: 'reviews.manage',
      except: letter.actorId,
    })
    const personIds = holders.items.map(({ personId }) => personId)
    const { items } = await ask(listRecipients, { topic: 'reviews.waiting', personIds })
    const about = { title: letter.title, applicant: letter.applicantName }
    const key = 'reviews.letter.proposed'
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
          said: '–',
          url: link(`/weighed-applications/${letter.applicationId}`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
