import { AddPasskeyPage } from '../../../../templates/pages/identity/add-passkey-page.tsx'
import { ChangeAddressPage } from '../../../../templates/pages/identity/change-address-page.tsx'
import { ChangePasswordPage } from '../../../../templates/pages/identity/change-password-page.tsx'
import { EnterCodePage } from '../../../../templates/pages/identity/enter-code-page.tsx'
import { PasskeyPage } from '../../../../templates/pages/identity/passkey-page.tsx'
import { RecoveryCodesPage } from '../../../../templates/pages/identity/recovery-codes-page.tsx'
import { SecondFactorPage } from '../../../../templates/pages/identity/second-factor-page.tsx'
import { SecurityPage } from '../../../../templates/pages/identity/security-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { formatPhoneNumber } from '../../../platform/sms/phone-number.ts'
import { addPasskey } from '../commands/add-passkey.ts'
import { beginSecondFactor } from '../commands/begin-second-factor.ts'
import { changeMyPassword } from '../commands/change-my-password.ts'
import { confirmAddressChange } from '../commands/confirm-address-change.ts'
import { confirmSecondFactor } from '../commands/confirm-second-factor.ts'
import { endOtherSessions } from '../commands/end-other-sessions.ts'
import { endSession } from '../commands/end-session.ts'
import { forgetDevice } from '../commands/forget-device.ts'
import { removeMyAddress } from '../commands/remove-my-address.ts'
import { removePasskey } from '../commands/remove-passkey.ts'
import { removeSecondFactor } from '../commands/remove-second-factor.ts'
import { renamePasskey } from '../commands/rename-passkey.ts'
import { renewMyRecoveryCodes } from '../commands/renew-my-recovery-codes.ts'
import { requestAddressChange } from '../commands/request-address-change.ts'
import { withPasskey } from '../posted-passkey.ts'
import { qrCodeOf } from '../qr-code.ts'
import { listMyPasskeys } from '../queries/passkeys.ts'
import { listMyLinkedIdentities } from '../queries/providers.ts'
import { listMySessions, readSecondFactorSetup, readSecurity } from '../queries/security.ts'
import { readSignInWays } from '../queries/sign-in-ways.ts'

const home = '/account/security'

const security = page({
  name: 'identity.securityPage',
  path: home,
  permission: 'signed-in',
  navigation: { group: 'me', label: 'identity.security.title', icon: 'lock', order: 90, account: true },
  async show({ ask, form, caller: { actor } }) {
    const [mine, { items }, { items: passkeys }, linked, ways] = await Promise.all([
      ask(readSecurity, {}),
      ask(listMySessions, {}),
      ask(listMyPasskeys, {}),
      ask(listMyLinkedIdentities, {}),
      ask(readSignInWays, {}),
    ])
    return draw(SecurityPage, {
      security: mine,
      phone: mine.phone === null ? null : formatPhoneNumber(mine.phone),
      phones: ways.phones,
      passkeysHere: ways.passkeys,
      sessions: items,
      passkeys,
      linked,
      tokens: actor.kind === 'account' && actor.personId !== null,
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const password = page({
  name: 'identity.changePasswordPage',
  path: '/account/password',
  permission: 'signed-in',
  stepUp: true,
  show: async ({ form }) => draw(ChangePasswordPage, { form: form() }),
  submit: { command: changeMyPassword, done: () => go(home, success('identity.changePassword.done')) },
})

const addressPages = (['email', 'phone'] as const).flatMap((channel) => [
  page({
    name: `identity.${channel}Page`,
    path: `/account/${channel}`,
    permission: 'signed-in',
    stepUp: true,
    show: async ({ form }) => draw(ChangeAddressPage, { form: form(), channel }),
    submit: { command: requestAddressChange, done: () => go('/account/address/code') },
  }),
  action({
    name: `identity.${channel}RemoveAction`,
    path: `/account/${channel}/remove`,
    permission: 'signed-in',
    command: removeMyAddress,
    fill: () => ({ channel }),
    done: () => go(home, success('identity.changeAddress.removed')),
    back: () => home,
  }),
])

const addressCode = page({
  name: 'identity.addressCodePage',
  path: '/account/address/code',
  permission: 'signed-in',
  show: async ({ form }) =>
    draw(EnterCodePage, {
      form: form(),
      action: '/account/address/code',
      purpose: 'changeAddress',
      again: home,
    }),
  submit: { command: confirmAddressChange, done: () => go(home, success('identity.changeAddress.done')) },
})

const beginSecondFactorAction = action({
  name: 'identity.beginSecondFactorAction',
  path: '/account/second-factor/begin',
  permission: 'signed-in',
  command: beginSecondFactor,
  done: () => go('/account/second-factor'),
  back: () => home,
})

const secondFactor = page({
  name: 'identity.secondFactorPage',
  path: '/account/second-factor',
  permission: 'signed-in',
  stepUp: true,
  async show({ ask, form }) {
    // The codes stood at this address; whoever reloads them is told where others are made.
    const { secondStepSince } = await ask(readSecurity, {})
    if (secondStepSince !== null)
      return go(home, { kind: 'info', message: 'identity.recoveryCodes.shownOnce' })
    const { secret, uri } = await ask(readSecondFactorSetup, {})
    return draw(SecondFactorPage, {
      form: form(),
      secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
      uri,
      code: qrCodeOf(uri),
    })
  },
  submit: {
    command: confirmSecondFactor,
    done: ({ recoveryCodes }) => draw(RecoveryCodesPage, { codes: recoveryCodes }),
  },
})

const removeSecondFactorAction = action({
  name: 'identity.removeSecondFactorAction',
  path: '/account/second-factor/remove',
  permission: 'signed-in',
  command: removeSecondFactor,
  done: () => go(home, success('identity.secondStep.removed')),
  back: () => home,
})

const recoveryCodesAction = action({
  name: 'identity.recoveryCodesAction',
  path: '/account/recovery-codes',
  permission: 'signed-in',
  command: renewMyRecoveryCodes,
  done: ({ recoveryCodes }) => draw(RecoveryCodesPage, { codes: recoveryCodes }),
  back: () => home,
})

const addPasskeyPage = page({
  name: 'identity.addPasskeyPage',
  path: '/account/passkeys/new',
  permission: 'signed-in',
  stepUp: true,
  show: async ({ form, caller: { request } }) =>
    draw(AddPasskeyPage, { form: form(), host: request.origin ? new URL(request.origin).hostname : '' }),
  submit: {
    command: addPasskey,
    tidy: withPasskey,
    done: () => go(`${home}#passkeys`, success('identity.passkeys.added')),
  },
})

const passkeyPage = page({
  name: 'identity.passkeyPage',
  path: '/account/passkeys/:passkeyId',
  permission: 'signed-in',
  async show({ ask, form, params }) {
    const { items } = await ask(listMyPasskeys, {})
    const passkey = items.find(({ id }) => id === params.passkeyId)
    if (!passkey) throw notFound()
    return draw(PasskeyPage, { passkey, form: form() })
  },
  submit: {
    command: renamePasskey,
    done: () => go(`${home}#passkeys`, success('identity.passkeys.renamed')),
  },
})

const removePasskeyAction = action({
  name: 'identity.removePasskeyAction',
  path: '/account/passkeys/:passkeyId/remove',
  permission: 'signed-in',
  command: removePasskey,
  done: () => go(`${home}#passkeys`, success('identity.passkeys.removed')),
  back: ({ params }) => `/account/passkeys/${params.passkeyId}`,
})

const endSessionAction = action({
  name: 'identity.endSessionAction',
  path: '/account/sessions/:sessionId/end',
  permission: 'signed-in',
  command: endSession,
  done: (_result, { params, caller: { actor } }) =>
    actor.kind === 'account' && actor.sessionId === params.sessionId
      ? go('/sign-in', success('identity.signOut.done'))
      : go(home, success('identity.devices.ended')),
  back: () => home,
})

const endOthersAction = action({
  name: 'identity.endOtherSessionsAction',
  path: '/account/sessions/end-others',
  permission: 'signed-in',
  command: endOtherSessions,
  done: () => go(home, success('identity.devices.othersEnded')),
  back: () => home,
})

const forgetDeviceAction = action({
  name: 'identity.forgetDeviceAction',
  path: '/account/devices/:deviceId/forget',
  permission: 'signed-in',
  command: forgetDevice,
  done: () => go(home, success('identity.devices.forgotten')),
  back: () => home,
})

/** What people do with their own account once they are in it. */
export const accountPages: readonly AnyPage[] = [
  security,
  password,
  ...addressPages,
  addressCode,
  beginSecondFactorAction,
  secondFactor,
  removeSecondFactorAction,
  recoveryCodesAction,
  addPasskeyPage,
  passkeyPage,
  removePasskeyAction,
  endSessionAction,
  endOthersAction,
  forgetDeviceAction,
]
