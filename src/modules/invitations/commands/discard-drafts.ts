import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { command } from '../room.ts'

/** Nothing of it was sent, and nothing stays. */
export const discardDrafts = command({
  name: 'invitations.discardDrafts',
  summary: 'Forget the invitations of a file that were written down and not sent',
  permission: 'system',
  input: z.strictObject({ batchId: z.uuid() }),
  output: z.strictObject({ discarded: z.int() }),
  async run({ tx }, { batchId }) {
    const gone = await tx.sql(sql`
      DELETE FROM person_invitations WHERE batch_id = ${batchId}::uuid AND state = 'draft' RETURNING 1`)
    return { discarded: gone.length }
  },
})
