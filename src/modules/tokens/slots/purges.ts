import { sql } from '../../../platform/db/sql.ts'
import { daysBefore, type Purge, purgeRows } from '../../../platform/slots/purges.ts'

export const purges: readonly Purge[] = [
  purgeRows(
    'api_tokens',
    'API tokens that ended or ran out a month ago',
    (now) => sql`r.expires_at <= ${daysBefore(now, 30)} OR r.ended_at <= ${daysBefore(now, 30)}`,
  ),
]
