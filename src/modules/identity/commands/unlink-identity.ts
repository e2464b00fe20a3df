import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { LinkedReference, Nothing } from '../contract.ts'
import { lastProvider, lastWayIn } from '../errors.ts'
import { securityChanged } from '../facts.ts'
import { endGroupGrants } from '../provider-arrival.ts'
import { command } from '../room.ts'
import { hasWayIn } from '../ways-in.ts'
import { isOnlyWayInto, readWaysIn } from '../ways-in-row.ts'

export const unlinkIdentity = command({
  name: 'identity.unlinkIdentity',
  stepUp: true,
  summary: 'Unlink your account from one at an identity provider; roles that its groups brought end',
  permission: 'signed-in',
  input: LinkedReference,
  output: Nothing,
  http: { method: 'delete', path: '/account/linked/:linkedId' },
  severity: 'critical',
  async target({ tx, actor }, { linkedId }) {
    await tx.sql(sql`SELECT 1 FROM accounts WHERE id = ${accountOf(actor)}::uuid FOR NO KEY UPDATE`)
    const [linked] = await tx.sql<{ accountId: string; tenantId: string; providerId: string }>(sql`
      SELECT account_id AS "accountId", tenant_id AS "tenantId", provider_id AS "providerId" FROM linked_identities
      WHERE id = ${linkedId}::uuid AND account_id = ${accountOf(actor)}::uuid FOR UPDATE`)
    return linked ?? null
  },
  async run(context, { linkedId }, { accountId, tenantId, providerId }) {
    const { tx, actor, now, services, record, emit } = context
    const ways = await readWaysIn(tx.sql, accountId)
    if (!hasWayIn({ ...ways, linked: ways.linked - 1 }, services.config.sms !== 'off')) throw lastWayIn()
    if (await isOnlyWayInto(tx.sql, { accountId, tenantId, linkedId })) throw lastProvider()
    await endGroupGrants(context as never, tenantId, [linkedId])
    await tx.sql(sql`DELETE FROM linked_identities WHERE id = ${linkedId}::uuid`)
    // Who got in by it is out; whoever unlinks has just shown a factor of the account itself, and may stay.
    await tx.sql(sql`
      UPDATE sessions SET ended_at = ${now}
      WHERE account_id = ${accountId}::uuid AND vouched_by = ${tenantId}::uuid AND ended_at IS NULL
        AND id IS DISTINCT FROM ${actor.kind === 'account' ? actor.sessionId : null}::uuid`)
    record({ type: 'linkedIdentity', id: linkedId }, { accountId, providerId }, null)
    emit(securityChanged, { accountId, change: 'unlinked', sessionId: null, at: now.getTime() })
    return {}
  },
})
