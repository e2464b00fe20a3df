import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing, RenamePasskey } from '../contract.ts'
import { command } from '../room.ts'

export const renamePasskey = command({
  name: 'identity.renamePasskey',
  summary: 'Call one of your passkeys something else',
  permission: 'signed-in',
  input: RenamePasskey,
  output: Nothing,
  http: { method: 'put', path: '/account/passkeys/:passkeyId' },
  async target({ tx, actor }, { passkeyId }) {
    const [passkey] = await tx.sql<{ name: string; accountId: string }>(sql`
      SELECT name, account_id AS "accountId" FROM passkeys
      WHERE id = ${passkeyId}::uuid AND account_id = ${accountOf(actor)}::uuid FOR UPDATE`)
    return passkey ?? null
  },
  async run({ tx, record }, { passkeyId, name }, { name: before, accountId }) {
    await tx.sql(sql`UPDATE passkeys SET name = ${name} WHERE id = ${passkeyId}::uuid`)
    record({ type: 'passkey', id: passkeyId }, { accountId, name: before }, { accountId, name })
    return {}
  },
})
