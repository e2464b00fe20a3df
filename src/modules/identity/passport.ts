import passport from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import type { Config } from '../../platform/config.ts'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type Address, accountAt } from './address.ts'
import { passwordMatches } from './password.ts'

export interface Credentials {
  address: Address
  password: string
}

export interface KnownAccount {
  accountId: string
  passwordHash: string
}

/** What a strategy is handed in place of a request. */
interface Attempt {
  /** By the names that the strategy looks for. */
  body: { address: string; password: string }
  address: Address
  run: RunSql
  config: Config
}

/**
 * Ways to prove who one is are Passport strategies, so that others (an identity provider, a passkey) stand beside
 * this one later. Sessions are ours: Passport's own would need a store of everything about them.
 */
const authenticator = new passport.Passport()
authenticator.use(
  new LocalStrategy(
    { usernameField: 'address', passwordField: 'password', passReqToCallback: true },
    (request, _address, _password, done) => {
      checkPassword(request as unknown as Attempt).then(
        (account) => done(null, account ?? false),
        (error: unknown) => done(error),
      )
    },
  ),
)

async function checkPassword({ body, address, run, config }: Attempt): Promise<KnownAccount | null> {
  const [account] = await run<{ id: string; passwordHash: string | null }>(sql`
    SELECT a.id, a.password_hash AS "passwordHash" FROM accounts a
    WHERE ${accountAt(address)} AND a.status = 'active'`)
  const stored = account?.passwordHash ?? null
  const matches = await passwordMatches(body.password, stored, config)
  return matches && account && stored !== null ? { accountId: account.id, passwordHash: stored } : null
}

/** The account behind an address and a password, or null: which of the two was wrong is nobody's business. */
export function authenticateByPassword(
  run: RunSql,
  config: Config,
  { address, password }: Credentials,
): Promise<KnownAccount | null> {
  const attempt: Attempt = { body: { address: address.value, password }, address, run, config }
  return new Promise((resolve, reject) => {
    const authenticate = authenticator.authenticate(
      'local',
      { session: false },
      (error: unknown, account: KnownAccount | false | undefined) =>
        error ? reject(error) : resolve(account || null),
    )
    authenticate(attempt, {}, reject)
  })
}
