import { answerByLink } from '../challenge.ts'
import { ConfirmByLink, Nothing } from '../contract.ts'
import { hashPassword } from '../password.ts'
import { replacePassword } from '../password-change.ts'
import { command } from '../room.ts'

/** Sets a new password and ends every session: whoever was signed in with the old one is out. */
export const resetPassword = command({
  name: 'identity.resetPassword',
  summary: 'Set a new password with the link from the mail',
  permission: 'anyone',
  input: ConfirmByLink,
  output: Nothing,
  http: { method: 'post', path: '/password-resets/use' },
  severity: 'critical',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run(context, { token }) {
    const challenge = await answerByLink(context, 'resetPassword', token)
    await replacePassword(context, challenge, context.prepared.passwordHash)
    return {}
  },
})
