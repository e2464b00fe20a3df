import { applicationWithdrawn, readReceiptLetter } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

/** Always, and nobody can turn it off: whoever handed it in learns that it counts no more, also where a colleague withdrew it. */
export const sendWithdrawal = job({
  name: 'applications.sendWithdrawal',
  summary: 'Tells whoever handed in an application that it was withdrawn, and when',
  on: applicationWithdrawn,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { applicationId, number }) {
    const letter = await ask(readReceiptLetter, { applicationId, number })
    if (!letter?.endedAt) return
    const { projectTitle, applicantName, endedAt, timeZone, personIds } = letter
    const { items } = await ask(listAddressees, { personIds })
    for (const { name, email, locale } of items) {
      if (email === null) continue
      await mail.send({
        template: 'applications/withdrawn',
        to: email,
        locale,
        from: brandName,
        data: {
          name,
          projectTitle,
          applicantName,
          number,
          time: `${formatTime(endedAt, { locale, timeZone }, 'second')} (${timeZone})`,
          url: link(`/my-applications/${applicationId}/receipts`),
        },
      })
    }
  },
})
