import { describeBrowser, readAccountLetter, securityChanged } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfSecurityChange = job({
  name: 'identity.tellOfSecurityChange',
  summary: 'Tells the owner of an account what was changed about how one gets into it',
  on: securityChanged,
  whileSuspended: true,
  whileClosed: true,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { accountId, change, sessionId, at }) {
    const letter = await ask(readAccountLetter, { accountId, sessionId })
    if (!letter) return
    const { channel, to, name, locale, timeZone, session } = letter
    const t = words(locale)
    const { browser, system } = describeBrowser(session?.userAgent ?? null)
    const what = t(`identity.notice.${change}`, {
      device:
        browser && system ? t('identity.device.named', { browser, system }) : t('identity.device.unknown'),
      place: session?.ipAddress ?? '?',
    })
    const url = link('/forgot-password')
    if (channel === 'phone')
      await sms.send({ to, locale, message: 'identity.sms.notice', values: { brand: brandName, what, url } })
    else
      await mail.send({
        template: 'identity/security-changed',
        to,
        locale,
        from: brandName,
        data: { name, what, when: new Date(at), timeZone, url },
      })
  },
})
