import { answerByLink } from '../challenge.ts'
import { ConfirmByLink, SignedUp } from '../contract.ts'
import { admitNewcomer } from '../joining.ts'
import { hashPassword } from '../password.ts'
import { command } from '../room.ts'

/** Whoever has the link sets the password and is signed in. */
export const confirmSignUp = command({
  name: 'identity.confirmSignUp',
  summary: 'Confirm an address with the link from the mail, and choose a password',
  permission: 'anyone',
  whileStopped: [],
  input: ConfirmByLink,
  output: SignedUp,
  http: { method: 'post', path: '/sign-up/confirm' },
  severity: 'notable',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run(context, { token }) {
    const challenge = await answerByLink(context, 'join', token)
    return admitNewcomer(context, challenge, context.prepared.passwordHash)
  },
})
