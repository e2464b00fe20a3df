import { sql } from '../../../platform/db/sql.ts'
import { Nothing, WithToken } from '../contract.ts'
import { addressTaken, linkExpired } from '../errors.ts'
import { admit, type Newcomer } from '../joining.ts'
import { command } from '../room.ts'
import { hashToken } from '../token.ts'

export const confirmSignUp = command({
  name: 'identity.confirmSignUp',
  summary: 'Confirm an address with the link from the mail',
  permission: 'anyone',
  input: WithToken,
  output: Nothing,
  http: { method: 'post', path: '/sign-up/confirm' },
  severity: 'notable',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async run(context, { token }) {
    const { tx, now } = context
    const [signUp] = await tx.sql<Newcomer & { id: string; expiresAt: Date; confirmedAt: Date | null }>(sql`
      SELECT id, tenant_id AS "tenantId", email, password_hash AS "passwordHash", given_name AS "givenName", family_name AS "familyName",
             locale, time_zone AS "timeZone", expires_at AS "expiresAt", confirmed_at AS "confirmedAt"
      FROM sign_ups WHERE token_hash = ${hashToken(token)} FOR UPDATE`)
    if (!signUp || signUp.confirmedAt || signUp.expiresAt <= now) throw linkExpired()
    const [known] = await tx.sql(sql`SELECT 1 FROM accounts WHERE email = ${signUp.email}::citext`)
    if (known) throw addressTaken()
    await admit(context, signUp, ['member'])
    await tx.signUp.update({ where: { id: signUp.id }, data: { confirmedAt: now } })
    return {}
  },
})
