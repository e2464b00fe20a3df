import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { ClaimPerson } from '../contract.ts'
import { alreadyClaimed } from '../errors.ts'
import { personClaimed } from '../facts.ts'
import { command } from '../room.ts'

/** Gives a person whom nobody signs in as the account behind them. Of two who come at once the second one is too late. */
export const claimPerson = command({
  name: 'people.claimPerson',
  summary: 'Let an account be the one of a person who had none',
  permission: 'system',
  input: ClaimPerson,
  output: z.strictObject({ personId: z.uuid() }),
  severity: 'notable',
  async run({ tx, actor, now, record, emit }, { personId, accountId }) {
    const [claimed] = await tx.sql(sql`
      UPDATE persons SET account_id = ${accountId}::uuid, updated_at = ${now}, version = version + 1
      WHERE id = ${personId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND account_id IS NULL AND deleted_at IS NULL RETURNING 1`)
    if (!claimed) {
      const [person] = await tx.sql(
        sql`SELECT 1 FROM persons WHERE id = ${personId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND deleted_at IS NULL`,
      )
      throw person ? alreadyClaimed() : notFound()
    }
    record({ type: 'person', id: personId }, { accountId: null }, { accountId })
    emit(personClaimed, { personId })
    return { personId }
  },
})
