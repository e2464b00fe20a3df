import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { InvitationLink, InviteAdministrator } from '../contract.ts'
import { refuseIfAdministered } from '../first-administrator.ts'
import { command } from '../room.ts'
import { hashToken, hoursAfter, lifetimes, newToken } from '../token.ts'

/** For an association that has no administrator yet: a link that works once. A new one ends those before it. */
export const inviteFirstAdministrator = command({
  name: 'identity.inviteFirstAdministrator',
  summary: 'Make the link for the first administrator',
  permission: 'system',
  input: InviteAdministrator,
  output: InvitationLink,
  severity: 'critical',
  idempotent: false,
  async run({ tx, now, record }, { tenantId }) {
    await refuseIfAdministered(tx.sql, tenantId, now)
    const token = newToken()
    const expiresAt = hoursAfter(now, lifetimes.invitationHours)
    const id = newId(now.getTime())
    await tx.sql(sql`DELETE FROM invitations WHERE tenant_id = ${tenantId}::uuid AND accepted_at IS NULL`)
    await tx.sql(sql`
      INSERT INTO invitations (id, tenant_id, role, token_hash, created_at, expires_at)
      VALUES (${id}::uuid, ${tenantId}::uuid, 'administrator', ${hashToken(token)}, ${now}, ${expiresAt})`)
    record({ type: 'invitation', id }, null, { tenantId, role: 'administrator' })
    return { token, expiresAt }
  },
})
