import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { GiveAccount } from '../contract.ts'
import { command } from '../room.ts'

/** For the room that lets people in: somebody who had no account until now comes with theirs. */
export const giveAccount = command({
  name: 'people.giveAccount',
  summary: 'Join an account to a person who has none yet',
  permission: 'system',
  input: GiveAccount,
  output: z.strictObject({}),
  async run({ tx, actor, now, record }, { personId, accountId }) {
    const [person] = await tx.sql(sql`
      UPDATE persons SET account_id = ${accountId}::uuid, version = version + 1, updated_at = ${now}
      WHERE id = ${personId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND account_id IS NULL AND deleted_at IS NULL RETURNING 1`)
    if (!person) throw notFound()
    record({ type: 'person', id: personId }, { accountId: null }, { accountId })
    return {}
  },
})
