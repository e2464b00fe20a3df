import { sql } from '../../../platform/db/sql.ts'
import { batchSize, daysBefore, type Purge, purgeRows } from '../../../platform/slots/purges.ts'
import { keptDays, takeBackDays } from '../second-step-reset.ts'

export const purges: readonly Purge[] = [
  purgeRows(
    'sessions',
    'sessions that ended or ran out',
    (now) => sql`r.expires_at <= ${now} OR r.ended_at <= ${daysBefore(now, 1)}`,
  ),
  // With what they were asked for: registrations that nobody confirmed go as well.
  purgeRows('challenges', 'codes and links that ran out', (now) => sql`r.expires_at <= ${now}`),
  purgeRows(
    'passkey_answers',
    'what passkeys signed that is too old to be sent again',
    (now) => sql`r.expires_at <= ${now}`,
  ),
  purgeRows('invitations', 'invitations that ran out', (now) => sql`r.expires_at <= ${now}`),
  purgeRows(
    'sign_in_failures',
    'wrong passwords and codes of long ago',
    (now) => sql`r.last_failed_at <= ${daysBefore(now, 7)}`,
  ),
  {
    table: 'second_step_resets',
    what: 'keys of apps whose reset can no longer be taken back',
    async batch({ sql: run, now }) {
      const gone = await run(sql`
        UPDATE second_step_resets SET sealed_secret = NULL WHERE id = ANY(ARRAY(
          SELECT r.id FROM second_step_resets r
          WHERE r.sealed_secret IS NOT NULL AND r.ended_at <= ${daysBefore(now, takeBackDays)} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED))
        RETURNING 1`)
      return gone.length
    },
  },
  purgeRows(
    'second_step_resets',
    'resets of a second step that were over half a year ago',
    (now) => sql`r.opened_at <= ${daysBefore(now, keptDays)}`,
  ),
]
