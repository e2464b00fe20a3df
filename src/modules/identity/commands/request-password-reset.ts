import { newId } from '../../../platform/ids.ts'
import { Nothing, RequestPasswordReset } from '../contract.ts'
import { passwordResetRequested } from '../facts.ts'
import { command } from '../room.ts'
import { hoursAfter, lifetimes } from '../token.ts'

/** Answers the same for every address; only the mail tells whether there is an account. */
export const requestPasswordReset = command({
  name: 'identity.requestPasswordReset',
  summary: 'Ask for a link to set a new password',
  permission: 'anyone',
  input: RequestPasswordReset,
  output: Nothing,
  http: { method: 'post', path: '/password-resets', status: 202 },
  limits: [
    { by: 'address', count: 20, seconds: 3600 },
    { by: { field: 'email' }, count: 5, seconds: 3600 },
  ],
  idempotent: false,
  async run({ tx, now, emit, locale }, { email }) {
    const id = newId(now.getTime())
    await tx.passwordReset.create({
      data: {
        id,
        email,
        locale: locale(),
        createdAt: now,
        expiresAt: hoursAfter(now, lifetimes.passwordResetMinutes / 60),
      },
    })
    emit(passwordResetRequested, { passwordResetId: id })
    return {}
  },
})
