import { requireReachable, sendingLimits } from '../address.ts'
import { openChallenge } from '../challenge.ts'
import { Nothing, WithAddress } from '../contract.ts'
import { command } from '../room.ts'
import { lifetimes } from '../token.ts'

/** Answers the same for every address; only what is sent there tells whether there is an account. */
export const requestPasswordReset = command({
  name: 'identity.requestPasswordReset',
  summary: 'Ask for a code to set a new password; by mail with a link',
  permission: 'anyone',
  input: WithAddress,
  output: Nothing,
  http: { method: 'post', path: '/password-resets', status: 202 },
  limits: sendingLimits,
  idempotent: false,
  async run(context, { address }) {
    await openChallenge(context, {
      purpose: 'resetPassword',
      address: requireReachable(address, context.services.config),
      by: 'code or link',
      linkMinutes: lifetimes.passwordResetMinutes,
    })
    return {}
  },
})
