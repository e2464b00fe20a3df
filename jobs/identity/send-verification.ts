import { issueSignUpLetter, lifetimes, signUpRequested } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const sendVerification = job({
  name: 'identity.sendVerification',
  summary: 'Writes to someone who asked to join: the link that confirms, or that the address is known',
  on: signUpRequested,
  urgent: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ call, mail, link }, { signUpId }) {
    const letter = await call(issueSignUpLetter, { signUpId })
    const envelope = { to: letter.email, locale: letter.locale, from: letter.tenantName }
    if (letter.kind === 'verify')
      await mail.send({
        ...envelope,
        template: 'identity/verify-address',
        data: { name: letter.name, url: link(`/confirm/${letter.token}`), hours: lifetimes.signUpHours },
      })
    if (letter.kind === 'known')
      await mail.send({
        ...envelope,
        template: 'identity/address-known',
        data: { name: letter.name, signInUrl: link('/sign-in'), resetUrl: link('/forgot-password') },
      })
  },
})
