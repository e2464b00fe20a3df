import { listNearestHolders } from '../../src/modules/access/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { questionAsked, readQuestionLetter } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** What was asked, and never by whom. */
export const tellStaffOfQuestion = job({
  name: 'projects.tellStaffOfQuestion',
  summary: 'Tells those who look after a project what was asked about it',
  on: questionAsked,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { questionId }) {
    const letter = await ask(readQuestionLetter, { questionId })
    // It was taken back or answered meanwhile.
    if (letter === null || letter.answer !== null) return
    const { unitId, projectTitle, slug, text } = letter
    const holders = await ask(listNearestHolders, { unitId, permission: 'projects.manage' })
    const personIds = holders.items.map(({ personId }) => personId)
    const { items } = await ask(listRecipients, { topic: 'projects.questionAsked', personIds })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'projects/question-asked',
        to,
        locale,
        from: brandName,
        data: { name, projectTitle, text, url: link(`/projects/${slug}#questions`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
