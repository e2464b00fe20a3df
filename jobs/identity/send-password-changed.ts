import { passwordChanged, readAccountLetter } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const sendPasswordChanged = job({
  name: 'identity.sendPasswordChanged',
  summary: 'Tells the owner of an account that its password was changed',
  on: passwordChanged,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { accountId }) {
    const letter = await ask(readAccountLetter, { accountId })
    if (!letter) return
    const { email, name, locale, timeZone, changedAt } = letter
    await mail.send({
      template: 'identity/password-changed',
      to: email,
      locale,
      from: brandName,
      data: {
        name,
        when: changedAt,
        timeZone,
        url: link('/forgot-password'),
      },
    })
  },
})
