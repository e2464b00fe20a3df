import { accountOf } from '../../../platform/policy/actor.ts'
import { requireReachable, sendingLimits } from '../address.ts'
import { openChallenge } from '../challenge.ts'
import { Nothing, WithAddress } from '../contract.ts'
import { command } from '../room.ts'

/** For an e-mail address or a phone, whether the account has one already or not. */
export const requestAddressChange = command({
  name: 'identity.requestAddressChange',
  summary: 'Ask for a code to a new e-mail address or phone of your account',
  permission: 'signed-in',
  stepUp: true,
  input: WithAddress,
  output: Nothing,
  http: { method: 'post', path: '/account/addresses', status: 202 },
  limits: [...sendingLimits, { by: 'account', count: 10, seconds: 3600 }],
  async run(context, { address }) {
    await openChallenge(context, {
      purpose: 'changeAddress',
      address: requireReachable(address, context.services.config),
      accountId: accountOf(context.actor),
      by: 'code',
    })
    return {}
  },
})
