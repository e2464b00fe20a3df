import { sql } from '../../../platform/db/sql.ts'
import { AcceptInvitation, Nothing } from '../contract.ts'
import { addressTaken, linkExpired } from '../errors.ts'
import { refuseIfAdministered } from '../first-administrator.ts'
import { admit } from '../joining.ts'
import { hashPassword } from '../password.ts'
import { command } from '../room.ts'
import { beginSession } from '../session.ts'
import { hashToken } from '../token.ts'

export const acceptInvitation = command({
  name: 'identity.acceptInvitation',
  summary: 'Accept an invitation with the link that was handed over',
  permission: 'anyone',
  whileStopped: [],
  input: AcceptInvitation,
  output: Nothing,
  http: { method: 'post', path: '/invitations/accept', status: 201 },
  severity: 'critical',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run(context, { token, email, givenName, familyName }) {
    const { tx, now, prepared, locale } = context
    const [invitation] = await tx.sql<{
      id: string
      tenantId: string
      expiresAt: Date
      acceptedAt: Date | null
    }>(sql`
      SELECT id, tenant_id AS "tenantId", expires_at AS "expiresAt", accepted_at AS "acceptedAt"
      FROM invitations WHERE token_hash = ${hashToken(token)} FOR UPDATE`)
    if (!invitation || invitation.acceptedAt || invitation.expiresAt <= now) throw linkExpired()
    await refuseIfAdministered(tx.sql, invitation.tenantId, now)
    const [known] = await tx.sql(sql`SELECT 1 FROM accounts WHERE email = ${email}::citext`)
    if (known) throw addressTaken()
    await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: now } })
    const newcomer = {
      tenantId: invitation.tenantId,
      email: email.toLowerCase(),
      phone: null,
      passwordHash: prepared.passwordHash,
      givenName,
      familyName,
      locale: locale(),
      timeZone: 'UTC',
    }
    const { accountId } = await admit(context, newcomer, ['member', 'administrator'])
    await beginSession(context, accountId, { proven: true })
    return {}
  },
})
