import { answerByCode } from '../challenge.ts'
import { ConfirmByCode, SignedUp } from '../contract.ts'
import { admitNewcomer } from '../joining.ts'
import { hashPassword } from '../password.ts'
import { command } from '../room.ts'

/** The same as following the link, in the browser that asked to join; the only way with a phone. */
export const confirmSignUpWithCode = command({
  name: 'identity.confirmSignUpWithCode',
  summary: 'Confirm an address with the code that was sent, and choose a password',
  permission: 'anyone',
  whileStopped: [],
  input: ConfirmByCode,
  output: SignedUp,
  http: { method: 'post', path: '/sign-up/confirm-code' },
  severity: 'notable',
  limits: [{ by: 'address', count: 60, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run(context, { code }) {
    const { challenge, error } = await answerByCode(context, 'join', code)
    if (error) return context.refused(error)
    return admitNewcomer(context, challenge, context.prepared.passwordHash)
  },
})
