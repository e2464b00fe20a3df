import { entriesMerged, readMergeLetter } from '../../src/modules/privacy/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfMerge = job({
  name: 'privacy.tellOfMerge',
  summary:
    'Tells somebody by which account they get to their entry, once two of theirs became one or were parted again',
  on: entriesMerged,
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { mergeId, undone, at }) {
    const letter = await ask(readMergeLetter, { mergeId })
    if (!letter) return
    const { channel, to, name, locale, timeZone, keptAddress } = letter
    const what = words(locale)(undone ? 'privacy.notice.parted' : 'privacy.notice.merged', {
      brand: brandName,
      address: keptAddress,
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
