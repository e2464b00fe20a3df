import { sql } from '../../../platform/db/sql.ts'
import { daysBefore, type Purge, purgeRows } from '../../../platform/slots/purges.ts'

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
]
