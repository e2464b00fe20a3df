import { sql } from '../../../platform/db/sql.ts'
import { daysBefore, type Purge, purgeRows } from '../../../platform/slots/purges.ts'

const keptDays = 14

export const purges: readonly Purge[] = [
  purgeRows(
    'kept_mails',
    'mail that was kept and not sent',
    (now) => sql`r.created_at <= ${daysBefore(now, keptDays)}`,
  ),
  purgeRows(
    'kept_sms',
    'messages that were kept and not sent',
    (now) => sql`r.created_at <= ${daysBefore(now, keptDays)}`,
  ),
]
