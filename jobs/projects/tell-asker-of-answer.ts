import { listRecipients } from '../../src/modules/notifications/index.ts'
import { questionAnswered, readQuestionLetter } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellAskerOfAnswer = job({
  name: 'projects.tellAskerOfAnswer',
  summary: 'Tells whoever asked about a project what was answered',
  on: questionAnswered,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { questionId }) {
    const letter = await ask(readQuestionLetter, { questionId })
    if (!letter?.askedBy || letter.answer === null) return
    const { projectTitle, slug, text, answer, askedBy } = letter
    const { items } = await ask(listRecipients, {
      topic: 'projects.questionAnswered',
      personIds: [askedBy],
    })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'projects/question-answered',
        to,
        locale,
        from: brandName,
        data: { name, projectTitle, text, answer, url: link(`/projects/${slug}#questions`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
