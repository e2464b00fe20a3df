import { sql } from '../../../platform/db/sql.ts'
import { batchSize, daysBefore, type Purge } from '../../../platform/slots/purges.ts'

/** Who does not answer in this time is asked no more: one whom nobody knows never does. */
const daysToAnswer = 30

export const purges: readonly Purge[] = [
  {
    table: 'agencies',
    what: 'addresses of people who were asked to act for a company and have not answered',
    async batch({ sql: run, now }) {
      const ended = await run(sql`
        UPDATE agencies SET ended_at = coalesce(ended_at, ${now}), asked_address = NULL WHERE id = ANY(ARRAY(
          SELECT a.id FROM agencies a WHERE a.asked_address IS NOT NULL AND a.asked_at <= ${daysBefore(now, daysToAnswer)}
          LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)) RETURNING 1`)
      return ended.length
    },
  },
]
