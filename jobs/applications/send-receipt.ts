import { applicationSubmitted, readReceiptLetter } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

/** Always, and nobody can turn it off: it proves what was handed in. Of what was handed in it says the hash alone. */
export const sendReceipt = job({
  name: 'applications.sendReceipt',
  summary: 'Sends whoever handed in an application a receipt with its hash',
  on: applicationSubmitted,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { applicationId, number }) {
    const letter = await ask(readReceiptLetter, { applicationId, number })
    if (!letter) return
    const { projectTitle, applicantName, submittedAt, timeZone, hash, personIds } = letter
    const { items } = await ask(listAddressees, { personIds })
    for (const { name, email, locale } of items) {
      // Somebody who signs in by phone alone finds the receipt in the portal.
      if (email === null) continue
      await mail.send({
        template: 'applications/receipt',
        to: email,
        locale,
        from: brandName,
        data: {
          name,
          projectTitle,
          applicantName,
          number,
          time: `${formatTime(submittedAt, { locale, timeZone }, 'second')} (${timeZone})`,
          hash,
          url: link(`/my-applications/${applicationId}/receipts`),
        },
      })
    }
  },
})
