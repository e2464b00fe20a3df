import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { devicesInReach, sessionsInReach } from '../policy.ts'
import { command } from '../room.ts'

export const endOtherSessions = command({
  name: 'identity.endOtherSessions',
  summary: 'End all of your sessions but this one',
  permission: 'signed-in',
  input: Nothing,
  output: Nothing,
  http: { method: 'delete', path: '/account/sessions' },
  severity: 'notable',
  async run({ tx, actor, now }) {
    const accountId = accountOf(actor)
    const sessionId = actor.kind === 'account' ? actor.sessionId : null
    await tx.sql(sql`
      UPDATE sessions s SET ended_at = ${now}
      WHERE s.account_id = ${accountId}::uuid AND s.ended_at IS NULL AND s.id IS DISTINCT FROM ${sessionId}::uuid
        AND ${sessionsInReach(actor, now)}`)
    await tx.sql(sql`
      DELETE FROM devices WHERE account_id = ${accountId}::uuid AND ${devicesInReach(actor, now)}
        AND id IS DISTINCT FROM (SELECT device_id FROM sessions WHERE id = ${sessionId}::uuid)`)
    return {}
  },
})
