import { sql } from '../../../platform/db/sql.ts'
import { Nothing, SignIn } from '../contract.ts'
import { wrongPassword } from '../errors.ts'
import { authenticateByPassword } from '../passport.ts'
import { hashPassword, needsRehash } from '../password.ts'
import { command } from '../room.ts'
import { beginSession } from '../session.ts'

export const signIn = command({
  name: 'identity.signIn',
  summary: 'Sign in with address and password; answers with a session cookie',
  permission: 'anyone',
  input: SignIn,
  output: Nothing,
  http: { method: 'post', path: '/sign-in' },
  severity: 'notable',
  limits: [
    { by: { field: 'email' }, count: 10, seconds: 600 },
    { by: 'address', count: 100, seconds: 600 },
  ],
  idempotent: false,
  async prepare({ services, sql: run }, { email, password }) {
    const account = await authenticateByPassword(run, services.config, { email, password })
    const rehashed =
      account && needsRehash(account.passwordHash, services.config)
        ? await hashPassword(password, services.config)
        : null
    return { account, rehashed }
  },
  async run(context, { email }) {
    const { tx, now, prepared, services, refused } = context
    const addressHash = services.keyedHash('sign-in', email.toLowerCase())
    if (!prepared.account) {
      await tx.sql(sql`
        INSERT INTO sign_in_failures (address_hash, count, last_failed_at) VALUES (${addressHash}, 1, ${now})
        ON CONFLICT (address_hash) DO UPDATE SET count = sign_in_failures.count + 1, last_failed_at = excluded.last_failed_at`)
      return refused(wrongPassword())
    }
    const { accountId, passwordHash } = prepared.account
    // The hash is compared once more: a password that was changed a moment ago no longer lets anybody in.
    const [still] = await tx.sql(sql`
      SELECT 1 FROM accounts WHERE id = ${accountId}::uuid AND status = 'active' AND password_hash = ${passwordHash} FOR NO KEY UPDATE`)
    if (!still) return refused(wrongPassword())
    if (prepared.rehashed)
      await tx.account.update({ where: { id: accountId }, data: { passwordHash: prepared.rehashed } })
    await tx.sql(sql`DELETE FROM sign_in_failures WHERE address_hash = ${addressHash}`)
    await beginSession(context, accountId)
    return {}
  },
})
