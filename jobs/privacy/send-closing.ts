import { readAccountLetter } from '../../src/modules/identity/index.ts'
import { closingRequested, readClosingLetter } from '../../src/modules/privacy/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

export const sendClosing = job({
  name: 'privacy.sendClosing',
  summary: 'Tells somebody who leaves until when they may come back',
  on: closingRequested,
  // Accounts close, whatever becomes of the association in which they asked for it.
  whileClosed: true,
  urgent: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName }, { closingId }) {
    const closing = await ask(readClosingLetter, { closingId })
    const account =
      closing && (await ask(readAccountLetter, { accountId: closing.accountId, sessionId: null }))
    if (!closing || !account) return
    const { whole, dueAt, associationName } = closing
    const { channel, to, locale, name, timeZone } = account
    const from = associationName ?? brandName
    const url = link(whole ? '/sign-in' : '/profile/data')
    if (channel === 'phone') {
      const values = { brand: from, when: formatTime(dueAt, { locale, timeZone }, 'date'), url }
      await sms.send({ to, locale, message: whole ? 'privacy.sms.closing' : 'privacy.sms.leaving', values })
      return
    }
    const envelope = { to, locale, from, data: { name, timeZone, when: dueAt, url } }
    if (whole) await mail.send({ ...envelope, template: 'privacy/account-closing' })
    else await mail.send({ ...envelope, template: 'privacy/leaving' })
  },
})
