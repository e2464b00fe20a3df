import { sql } from '../../../platform/db/sql.ts'
import { Nothing, SessionsOfPerson } from '../contract.ts'
import { command } from '../room.ts'

/**
 * Ends what lets somebody into one association: sessions for which it vouches, and, where the account is nobody's elsewhere,
 * all the others. Who is a person in another association as well stays signed in there.
 */
export const endSessionsHere = command({
  name: 'identity.endSessionsHere',
  summary: 'End the sessions of a person in one association',
  permission: 'system',
  input: SessionsOfPerson,
  output: Nothing,
  async run({ tx, actor, now, record }, { personId }) {
    const ended = await tx.sql<{ accountId: string }>(sql`
      UPDATE sessions s SET ended_at = ${now} FROM people p
      WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ${personId}::uuid AND s.account_id = p.account_id AND s.ended_at IS NULL
        AND (s.vouched_by = p.tenant_id
          OR NOT EXISTS (SELECT 1 FROM people o WHERE o.account_id = p.account_id AND o.tenant_id <> p.tenant_id))
      RETURNING s.account_id AS "accountId"`)
    const [first] = ended
    if (first) record({ type: 'account', id: first.accountId }, {}, { sessionsEndedAt: now, personId })
    return {}
  },
})
