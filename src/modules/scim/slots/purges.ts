import { sql } from '../../../platform/db/sql.ts'
import { daysBefore, type Purge, purgeRows } from '../../../platform/slots/purges.ts'

export const purges: readonly Purge[] = [
  purgeRows(
    'scim_refusals',
    'what identity providers were refused three months ago',
    (now) => sql`r.refused_at <= ${daysBefore(now, 90)}`,
  ),
  purgeRows(
    'scim_users',
    'names of people whom an identity provider let go a year ago',
    (now) => sql`r.deleted_at <= ${daysBefore(now, 365)}`,
  ),
]
