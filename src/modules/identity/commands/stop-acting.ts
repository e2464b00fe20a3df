import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'

/** Staff are themselves again: with the next page their own session is taken up. */
export const stopActing = command({
  name: 'identity.stopActing',
  summary: 'No longer use the portal as somebody else',
  permission: 'signed-in',
  tokens: true,
  input: Nothing,
  output: Nothing,
  http: { method: 'post', path: '/acting/end' },
  severity: 'critical',
  category: 'access',
  async run({ tx, actor, now, session, record }) {
    if (actor.kind !== 'account' || !actor.by || actor.sessionId === null) throw notFound()
    await tx.sql(sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${actor.sessionId}::uuid`)
    session.end()
    record({ type: 'acting', id: actor.sessionId }, { personId: actor.personId }, { endedAt: now })
    return {}
  },
})
