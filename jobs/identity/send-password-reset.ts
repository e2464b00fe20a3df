import {
  issuePasswordResetLetter,
  lifetimes,
  passwordResetRequested,
} from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const sendPasswordReset = job({
  name: 'identity.sendPasswordReset',
  summary:
    'Writes to someone who forgot a password: the link that sets a new one, or that there is no account',
  on: passwordResetRequested,
  urgent: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 120,
  async handle({ call, mail, link, brandName }, { passwordResetId }) {
    const letter = await call(issuePasswordResetLetter, { passwordResetId })
    const envelope = { to: letter.email, locale: letter.locale, from: brandName }
    if (letter.kind === 'reset')
      await mail.send({
        ...envelope,
        template: 'identity/reset-password',
        data: {
          name: letter.name,
          url: link(`/new-password/${letter.token}`),
          minutes: lifetimes.passwordResetMinutes,
        },
      })
    if (letter.kind === 'unknown')
      await mail.send({ ...envelope, template: 'identity/reset-unknown', data: { url: link('/sign-up') } })
  },
})
