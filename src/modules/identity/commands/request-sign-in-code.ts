import { requireReachable, sendingLimits } from '../address.ts'
import { openChallenge } from '../challenge.ts'
import { Nothing, WithAddress } from '../contract.ts'
import { command } from '../room.ts'

/** A code alone: a link that signs in would be followed by programs that look through mail, and by whoever is sent it. */
export const requestSignInCode = command({
  name: 'identity.requestSignInCode',
  summary: 'Ask for a code to sign in with',
  permission: 'anyone',
  input: WithAddress,
  output: Nothing,
  http: { method: 'post', path: '/sign-in/codes', status: 202 },
  limits: sendingLimits,
  idempotent: false,
  async run(context, { address }) {
    await openChallenge(context, {
      purpose: 'signIn',
      address: requireReachable(address, context.services.config),
      by: 'code',
    })
    return {}
  },
})
