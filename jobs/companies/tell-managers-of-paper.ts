import { paperExpiring, readPaperLetter } from '../../src/modules/companies/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

export const tellManagersOfPaper = job({
  name: 'companies.tellManagersOfPaper',
  summary: 'Tells those who manage a company that one of its papers is about to expire',
  on: paperExpiring,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { companyId, paperId }) {
    const letter = await ask(readPaperLetter, { companyId, paperId })
    if (!letter) return
    const { companyName, title, expiresOn, personIds } = letter
    const { items } = await ask(listRecipients, { topic: 'companies.paperExpiring', personIds })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'companies/paper-expiring',
        to,
        locale,
        from: brandName,
        data: {
          name,
          companyName,
          title,
          day: formatTime(expiresOn, { locale, timeZone: 'UTC' }, 'day'),
          url: link(`/companies/${companyId}`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
