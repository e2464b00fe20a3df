import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { Nothing, RequestSignUp } from '../contract.ts'
import { unknownAssociation } from '../errors.ts'
import { signUpRequested } from '../facts.ts'
import { hashPassword } from '../password.ts'
import { command } from '../room.ts'
import { hoursAfter, lifetimes } from '../token.ts'

/**
 * Notes that someone wants to join. Whether the address is known makes no difference here, neither in the answer nor
 * in the time it takes: the mail that follows tells its owner.
 */
export const requestSignUp = command({
  name: 'identity.requestSignUp',
  summary: 'Ask to join; a mail with a link follows',
  permission: 'anyone',
  input: RequestSignUp,
  output: Nothing,
  http: { method: 'post', path: '/sign-up', status: 202 },
  limits: [
    { by: 'address', count: 20, seconds: 3600 },
    { by: { field: 'email' }, count: 5, seconds: 3600 },
  ],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run({ tx, actor, now, prepared, emit, locale }, { email, givenName, familyName, timeZone }) {
    if (actor.tenantId === null) throw unknownAssociation()
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO sign_ups (id, tenant_id, email, given_name, family_name, password_hash, locale, time_zone, created_at, expires_at)
      VALUES (${id}::uuid, ${actor.tenantId}::uuid, ${email}, ${givenName}, ${familyName}, ${prepared.passwordHash}, ${locale()}, ${timeZone}, ${now},
              ${hoursAfter(now, lifetimes.signUpHours)})`)
    emit(signUpRequested, { signUpId: id })
    return {}
  },
})
