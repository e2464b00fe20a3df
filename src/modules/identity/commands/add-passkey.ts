import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { AddPasskey, PasskeyReference } from '../contract.ts'
import { passkeyNotMade, tooManyPasskeys } from '../errors.ts'
import { securityChanged } from '../facts.ts'
import { checkNewPasskey, mostPasskeys, subjectFor } from '../passkey.ts'
import { command } from '../room.ts'

export const addPasskey = command({
  name: 'identity.addPasskey',
  stepUp: true,
  summary: 'Add a passkey to your account',
  permission: 'signed-in',
  input: AddPasskey,
  output: PasskeyReference,
  http: { method: 'post', path: '/account/passkeys', status: 201 },
  severity: 'critical',
  prepare: (context, { passkey }) => checkNewPasskey(context, subjectFor('add', context), passkey),
  async run({ tx, actor, now, prepared: made, record, emit }, { name }) {
    if (!made) throw passkeyNotMade()
    const accountId = accountOf(actor)
    await tx.sql(sql`SELECT 1 FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM passkeys WHERE account_id = ${accountId}::uuid`,
    )
    if (count >= mostPasskeys) throw tooManyPasskeys({ values: { most: mostPasskeys } })
    const [first] = await tx.sql(sql`
      INSERT INTO passkey_answers (challenge_hash, expires_at) VALUES (${made.challengeHash}, ${made.expiresAt})
      ON CONFLICT DO NOTHING RETURNING 1`)
    if (!first) throw passkeyNotMade()
    const passkeyId = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO passkeys (id, account_id, credential_id, public_key, counter, transports, may_be_synced, is_backed_up, rp_id, name, created_at)
      VALUES (${passkeyId}::uuid, ${accountId}::uuid, ${made.credentialId}, ${made.publicKey}, ${made.counter}, ${made.transports},
              ${made.mayBeSynced}, ${made.isBackedUp}, ${made.rpId}, ${name}, ${now})`)
    record({ type: 'passkey', id: passkeyId }, null, { accountId, host: made.rpId, name })
    emit(securityChanged, { accountId, change: 'passkeyAdded', sessionId: null, at: now.getTime() })
    return { passkeyId }
  },
})
