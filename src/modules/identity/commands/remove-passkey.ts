import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing, PasskeyReference } from '../contract.ts'
import { lastWayIn } from '../errors.ts'
import { securityChanged } from '../facts.ts'
import { command } from '../room.ts'
import { hasWayIn } from '../ways-in.ts'
import { readWaysIn } from '../ways-in-row.ts'

export const removePasskey = command({
  name: 'identity.removePasskey',
  stepUp: true,
  summary: 'Remove one of your passkeys',
  permission: 'signed-in',
  input: PasskeyReference,
  output: Nothing,
  http: { method: 'delete', path: '/account/passkeys/:passkeyId' },
  severity: 'critical',
  async target({ tx, actor }, { passkeyId }) {
    // The account first, as everybody does who adds or takes away a way into it: two never take the last two.
    await tx.sql(sql`SELECT 1 FROM accounts WHERE id = ${accountOf(actor)}::uuid FOR NO KEY UPDATE`)
    const [passkey] = await tx.sql<{ accountId: string; name: string }>(sql`
      SELECT account_id AS "accountId", name FROM passkeys
      WHERE id = ${passkeyId}::uuid AND account_id = ${accountOf(actor)}::uuid FOR UPDATE`)
    return passkey ?? null
  },
  async run({ tx, now, services, record, emit }, { passkeyId }, { accountId, name }) {
    const ways = await readWaysIn(tx.sql, accountId)
    if (!hasWayIn({ ...ways, passkeys: ways.passkeys - 1 }, services.config.sms !== 'off')) throw lastWayIn()
    await tx.sql(sql`DELETE FROM passkeys WHERE id = ${passkeyId}::uuid`)
    record({ type: 'passkey', id: passkeyId }, { accountId, name }, null)
    emit(securityChanged, { accountId, change: 'passkeyRemoved', sessionId: null, at: now.getTime() })
    return {}
  },
})
