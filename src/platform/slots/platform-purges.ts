import { eraseVisitorKeys } from '../crypto/person-keys.ts'
import { sql } from '../db/sql.ts'
import { daysBefore, type Purge, purgeRows } from './purges.ts'

/** So long somebody who looks into an attack can still see from where it came. */
const visitorsKeptDays = 180

/** What the ground floor itself clears away. */
export const platformPurges: readonly Purge[] = [
  purgeRows(
    'idempotency_records',
    'replies that are kept for repeats, once no repeat counts any more',
    (now) => sql`r.expires_at <= ${now}`,
  ),
  // No window is as long as a day.
  purgeRows(
    'rate_counters',
    'counters of requests whose window is over',
    (now) => sql`r.window_start <= ${daysBefore(now, 1)}`,
  ),
  {
    table: 'person_keys',
    what: 'the keys under which the audit keeps where visitors came from, half a year after their month',
    batch: ({ sql: run, now }) => eraseVisitorKeys(run, daysBefore(now, visitorsKeptDays), now),
  },
]
