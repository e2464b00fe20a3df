import { answerByCode } from '../challenge.ts'
import { ConfirmByCode, Nothing } from '../contract.ts'
import { hashPassword } from '../password.ts'
import { replacePassword } from '../password-change.ts'
import { command } from '../room.ts'

/** The same as following the link, in the browser that asked; the only way with a phone. */
export const resetPasswordWithCode = command({
  name: 'identity.resetPasswordWithCode',
  summary: 'Set a new password with the code that was sent',
  permission: 'anyone',
  input: ConfirmByCode,
  output: Nothing,
  http: { method: 'post', path: '/password-resets/use-code' },
  severity: 'critical',
  limits: [{ by: 'address', count: 60, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run(context, { code }) {
    const { challenge, error } = await answerByCode(context, 'resetPassword', code)
    if (error) return context.refused(error)
    await replacePassword(context, challenge, context.prepared.passwordHash)
    return {}
  },
})
