import { accountOf } from '../../../platform/policy/actor.ts'
import { ChangeMyPassword, Nothing } from '../contract.ts'
import { hashPassword } from '../password.ts'
import { setPassword } from '../password-change.ts'
import { command } from '../room.ts'

export const changeMyPassword = command({
  name: 'identity.changeMyPassword',
  summary: 'Choose a new password; ends your other sessions',
  permission: 'signed-in',
  stepUp: true,
  input: ChangeMyPassword,
  output: Nothing,
  http: { method: 'put', path: '/account/password' },
  severity: 'critical',
  limits: [{ by: 'account', count: 20, seconds: 3600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run(context) {
    const { actor, prepared } = context
    const kept = actor.kind === 'account' ? actor.sessionId : null
    await setPassword(context, accountOf(actor), prepared.passwordHash, kept)
    return {}
  },
})
