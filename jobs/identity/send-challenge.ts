import {
  challengeOpened,
  codeMinutes,
  issueChallengeLetter,
  lifetimes,
} from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const sendChallenge = job({
  name: 'identity.sendChallenge',
  summary: 'Writes to an address: the code or the link that shows that it is theirs, or why there is none',
  on: challengeOpened,
  urgent: true,
  whileSuspended: true,
  whileClosed: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 120,
  async handle({ call, mail, sms, link, brandName, log }, { challengeId }) {
    const { kind, channel, to, name, locale, code, token } = await call(issueChallengeLetter, { challengeId })
    const data = { name, code: code ?? '', minutes: codeMinutes }
    if (channel === 'phone') {
      const message = { to, locale, values: { brand: brandName, minutes: codeMinutes } }
      const { host } = new URL(link('/'))
      if (code)
        await sms.send({
          ...message,
          message: 'identity.sms.code',
          values: { ...message.values, code, host },
        })
      else if (kind === 'known')
        await sms.send({
          ...message,
          message: 'identity.sms.known',
          values: { ...message.values, url: link('/sign-in') },
        })
      else if (kind === 'addressTaken') await sms.send({ ...message, message: 'identity.sms.addressTaken' })
      else if (kind === 'unlock' && token)
        await sms.send({
          ...message,
          message: 'identity.sms.unlock',
          values: { ...message.values, url: link(`/unlock/${token}`) },
        })
      else if (kind === 'undoChange' && token)
        await sms.send({
          ...message,
          message: 'identity.sms.undoChange',
          values: { ...message.values, url: link(`/undo/${token}`), days: lifetimes.undoDays },
        })
      return
    }
    const envelope = { to, locale, from: brandName }
    switch (kind) {
      case 'join':
        return mail.send({
          ...envelope,
          template: 'identity/confirm-address',
          data: { ...data, url: link(`/confirm/${token}`), hours: lifetimes.signUpHours },
        })
      case 'known':
        return mail.send({
          ...envelope,
          template: 'identity/address-known',
          data: { name, signInUrl: link('/sign-in'), resetUrl: link('/forgot-password') },
        })
      case 'signIn':
        return mail.send({
          ...envelope,
          template: 'identity/sign-in-code',
          data: { ...data, url: link('/sign-in/code/enter') },
        })
      case 'resetPassword':
        return mail.send({
          ...envelope,
          template: 'identity/reset-password',
          data: { ...data, url: link(`/new-password/${token}`), linkMinutes: lifetimes.passwordResetMinutes },
        })
      case 'noAccount':
        return mail.send({ ...envelope, template: 'identity/no-account', data: { url: link('/sign-up') } })
      case 'changeAddress':
        return mail.send({
          ...envelope,
          template: 'identity/change-address',
          data: { ...data, url: link('/account/address/code') },
        })
      case 'addressTaken':
        return mail.send({
          ...envelope,
          template: 'identity/address-taken',
          data: { name, url: link('/sign-in') },
        })
      case 'undoChange':
        return mail.send({
          ...envelope,
          template: 'identity/address-changed',
          data: { name, url: link(`/undo/${token}`), days: lifetimes.undoDays },
        })
      case 'stepUp':
        return mail.send({
          ...envelope,
          template: 'identity/step-up-code',
          data: { ...data, url: link('/step-up') },
        })
      case 'unlock':
        return mail.send({
          ...envelope,
          template: 'identity/unlock',
          data: { name, url: link(`/unlock/${token}`), hours: lifetimes.unlockHours },
        })
      default:
        log.info('there is nothing to write')
    }
  },
})
