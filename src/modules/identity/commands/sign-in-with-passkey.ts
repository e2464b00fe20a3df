import { Nothing, SignInWithPasskey } from '../contract.ts'
import { wrongPasskey } from '../errors.ts'
import { checkPasskey, usePasskey } from '../passkey.ts'
import { command } from '../room.ts'
import { beginSession } from '../session.ts'

/** A passkey that has looked at its owner stands for both steps: what one has, and what one is or knows. */
export const signInWithPasskey = command({
  name: 'identity.signInWithPasskey',
  summary: 'Sign in with a passkey; answers with a session cookie',
  permission: 'anyone',
  input: SignInWithPasskey,
  output: Nothing,
  http: { method: 'post', path: '/sign-in/passkey' },
  severity: 'notable',
  limits: [{ by: 'address', count: 100, seconds: 600 }],
  idempotent: false,
  prepare: (context, { passkey }) => checkPasskey(context, { purpose: 'signIn', subject: '' }, passkey),
  async run(context) {
    const { prepared: checked, record, refused } = context
    if (!checked) return refused(wrongPasskey())
    if (!(await usePasskey(context, checked))) {
      record({ type: 'account', id: checked.accountId }, null, null)
      return refused(wrongPasskey())
    }
    await beginSession(context, checked.accountId, { proven: true })
    return {}
  },
})
