import { readAccountLetter } from '../../src/modules/identity/index.ts'
import { entriesMerged } from '../../src/modules/privacy/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfMerge = job({
  name: 'privacy.tellOfMerge',
  summary:
    'Tells somebody by which account they get to their entry, once two of theirs became one or were parted again',
  on: entriesMerged,
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { accountId, keptAccountId, undone, at }) {
    const [letter, kept] = await Promise.all([
      ask(readAccountLetter, { accountId, sessionId: null }),
      ask(readAccountLetter, { accountId: keptAccountId, sessionId: null }),
    ])
    if (!letter) return
    const { channel, to, name, locale, timeZone } = letter
    const what = words(locale)(undone ? 'privacy.notice.parted' : 'privacy.notice.merged', {
      brand: brandName,
      address: kept ? masked(kept) : '?',
    })
    const url = link('/sign-in')
    if (channel === 'phone')
      await sms.send({ to, locale, message: 'privacy.sms.merged', values: { brand: brandName, what, url } })
    else
      await mail.send({
        template: 'privacy/entries-merged',
        to,
        locale,
        from: brandName,
        data: { name, what, when: new Date(at), timeZone, url },
      })
  },
})

/** Enough for whoever has the address to know it, and too little for somebody else to write to it. */
function masked({ channel, to }: { channel: 'email' | 'phone'; to: string }): string {
  const [local = '', domain] = to.split('@')
  return channel === 'phone' ? `…${to.slice(-3)}` : `${local.slice(0, 1)}…@${domain}`
}
