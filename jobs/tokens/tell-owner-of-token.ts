import { readAccountLetter } from '../../src/modules/identity/index.ts'
import { tokenChanged } from '../../src/modules/tokens/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOwnerOfToken = job({
  name: 'tokens.tellOwnerOfToken',
  summary: 'Tells the owner of an API token that it was made, or that staff ended it',
  on: tokenChanged,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { accountId, change, at }) {
    const letter = await ask(readAccountLetter, { accountId, sessionId: null })
    if (!letter) return
    const { channel, to, name, locale, timeZone } = letter
    const t = words(locale)
    const what = t(`tokens.notice.${change}`)
    const url = link('/account/tokens')
    if (channel === 'phone')
      await sms.send({ to, locale, message: 'identity.sms.notice', values: { brand: brandName, what, url } })
    else
      await mail.send({
        template: 'tokens/token-changed',
        to,
        locale,
        from: brandName,
        data: { name, what, when: new Date(at), timeZone, url },
      })
  },
})
