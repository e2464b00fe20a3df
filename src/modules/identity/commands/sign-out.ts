import { sql } from '../../../platform/db/sql.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'

export const signOut = command({
  name: 'identity.signOut',
  summary: 'End this session',
  permission: 'anyone',
  whileVisiting: true,
  // An app signs itself out with it, and whoever acts for somebody stops.
  tokens: true,
  input: Nothing,
  output: Nothing,
  http: { method: 'post', path: '/sign-out' },
  idempotent: false,
  async run({ tx, actor, now, session }) {
    if (actor.kind === 'account')
      await tx.sql(
        sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${actor.sessionId}::uuid AND ended_at IS NULL`,
      )
    session.end()
    return {}
  },
})
