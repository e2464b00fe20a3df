import { sql } from '../../../platform/db/sql.ts'
import { batchSize, daysBefore, type Purge, purgeRows } from '../../../platform/slots/purges.ts'

const keptDays = 180

export const purges: readonly Purge[] = [
  {
    table: 'person_invitations',
    what: 'the openness of invitations that ran out',
    async batch({ sql: run, now }) {
      const gone = await run(sql`
        UPDATE person_invitations SET state = 'expired', ended_at = expires_at WHERE id = ANY(ARRAY(
          SELECT r.id FROM person_invitations r WHERE r.state = 'open' AND r.expires_at <= ${now} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED))
        RETURNING 1`)
      return gone.length
    },
  },
  purgeRows(
    'person_invitations',
    'invitations that ended half a year ago, and lines of files that were never sent',
    (now) =>
      sql`r.ended_at <= ${daysBefore(now, keptDays)} OR (r.state = 'draft' AND r.created_at <= ${daysBefore(now, 7)})`,
  ),
]
