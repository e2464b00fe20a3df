import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { BeginVisit, Nothing } from '../contract.ts'
import { command } from '../room.ts'
import { hashToken, newToken } from '../token.ts'

/**
 * A session of its own for a platform administrator who looks into an association. It counts there alone and ends by itself;
 * their own session waits in the browser.
 */
export const beginVisit = command({
  name: 'identity.beginVisit',
  summary: 'Let a platform administrator look into an association, in a session of its own',
  permission: 'system',
  input: BeginVisit,
  output: Nothing,
  severity: 'critical',
  idempotent: false,
  async run({ tx, now, request, session }, { visitId, accountId, tenantId, until }) {
    const token = newToken()
    await tx.sql(sql`
      INSERT INTO sessions (id, token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, user_agent, ip_address, vouched_by, visit_id)
      VALUES (${newId(now.getTime())}::uuid, ${hashToken(token)}, ${accountId}::uuid, ${tenantId}::uuid, ${now}, ${now}, ${until},
              ${request.userAgent}, ${request.ipAddress}, ${tenantId}::uuid, ${visitId}::uuid)`)
    session.setAside()
    session.begin(token, until)
    return {}
  },
})
