import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { ActFor, ActingFor } from '../contract.ts'
import { noAccount, notAsYourself } from '../errors.ts'
import { securityChanged } from '../facts.ts'
import { findHelped, refuseToHelp } from '../reset-row.ts'
import { command } from '../room.ts'
import { hashToken, newToken } from '../token.ts'

/**
 * Staff see and do what somebody else sees and does, in a session of its own that counts in this association alone and
 * ends by itself. Their own session waits in the browser.
 */
export const actFor = command({
  name: 'identity.actFor',
  stepUp: true,
  summary: 'Use the portal as somebody else for a while, to help them',
  permission: 'identity.impersonate',
  input: ActFor,
  output: ActingFor,
  http: { method: 'post', path: '/people/:personId/acting', status: 201 },
  severity: 'critical',
  category: 'access',
  limits: [{ by: 'account', count: 30, seconds: 3600 }],
  idempotent: false,
  target: ({ tx, actor, now }, { personId }) => findHelped(tx.sql, personId, actor, now),
  async run(context, { reason, minutes }, person) {
    const { tx, actor, now, request, session, record, emit } = context
    if (actor.kind !== 'account' || actor.sessionId === null) throw notFound()
    if (person.accountId === actor.accountId) throw notAsYourself()
    await refuseToHelp(context as never, person)
    const { tenantId, personId, accountId, name } = person
    const [account] = await tx.sql(sql`
      SELECT 1 FROM accounts WHERE id = ${accountId}::uuid AND status = 'active' FOR SHARE`)
    if (accountId === null || !account) throw noAccount()
    const token = newToken()
    const sessionId = newId(now.getTime())
    const until = new Date(now.getTime() + minutes * 60_000)
    await tx.sql(sql`
      INSERT INTO sessions (id, token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, user_agent, ip_address, vouched_by, acted_from)
      VALUES (${sessionId}::uuid, ${hashToken(token)}, ${accountId}::uuid, ${tenantId}::uuid, ${now}, ${now}, ${until},
              ${request.userAgent}, ${request.ipAddress}, ${tenantId}::uuid, ${actor.sessionId}::uuid)`)
    session.setAside()
    session.begin(token, until)
    record({ type: 'acting', id: sessionId }, null, { personId, reason, until })
    emit(securityChanged, { accountId, change: 'actedFor', sessionId: null, at: now.getTime() })
    return { personId, name, until }
  },
})
