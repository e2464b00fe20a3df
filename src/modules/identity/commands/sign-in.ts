import { sql } from '../../../platform/db/sql.ts'
import { requireAddress } from '../address.ts'
import { openChallenge } from '../challenge.ts'
import { SignedIn, SignIn } from '../contract.ts'
import { wrongPassword } from '../errors.ts'
import { guardAgainstGuessing, recordAttempt, subjectOf } from '../guard.ts'
import { patienceWithAccount, tellsOwner } from '../lock-out.ts'
import { authenticateByPassword } from '../passport.ts'
import { hashPassword, needsRehash } from '../password.ts'
import { command } from '../room.ts'
import { finishSignIn } from '../session.ts'
import { lifetimes } from '../token.ts'

export const signIn = command({
  name: 'identity.signIn',
  summary: 'Sign in with address or phone and password; answers with a session cookie',
  permission: 'anyone',
  input: SignIn,
  output: SignedIn,
  http: { method: 'post', path: '/sign-in' },
  severity: 'notable',
  limits: [{ by: 'address', count: 100, seconds: 600 }],
  idempotent: false,
  async prepare({ services, sql: run }, { address: typed, password }) {
    const address = requireAddress(typed, services.config)
    const account = await authenticateByPassword(run, services.config, { address, password })
    const rehashed =
      account && needsRehash(account.passwordHash, services.config)
        ? await hashPassword(password, services.config)
        : null
    return { address, account, rehashed }
  },
  async run(context) {
    const { tx, prepared, refused } = context
    const { address, account, rehashed } = prepared
    const guard = await guardAgainstGuessing(context, await subjectOf(context, address))
    if (guard.objection) {
      await recordAttempt(context, address)
      return refused(guard.objection)
    }
    if (!account) {
      await recordAttempt(context, address)
      const count = await guard.failed()
      // Written for an unknown address as well: whether anybody reads it is decided later.
      if (tellsOwner(count, patienceWithAccount))
        await openChallenge(context, {
          purpose: 'unlock',
          address,
          by: 'link',
          linkMinutes: lifetimes.unlockHours * 60,
        })
      return refused(wrongPassword())
    }
    const { accountId, passwordHash } = account
    // The hash is compared once more: a password that was changed a moment ago no longer lets anybody in.
    const [still] = await tx.sql(sql`
      SELECT 1 FROM accounts WHERE id = ${accountId}::uuid AND status = 'active' AND password_hash = ${passwordHash} FOR NO KEY UPDATE`)
    if (!still) {
      await recordAttempt(context, address)
      return refused(wrongPassword())
    }
    if (rehashed) await tx.account.update({ where: { id: accountId }, data: { passwordHash: rehashed } })
    await guard.succeeded()
    return finishSignIn(context, accountId)
  },
})
