import { sql } from '../../../platform/db/sql.ts'
import { type Purge, purgeRows } from '../../../platform/slots/purges.ts'

export const purges: readonly Purge[] = [
  purgeRows(
    'person_merge_parts',
    'what undoing a merge needs, once the time for it is over',
    (now) => sql`EXISTS (SELECT 1 FROM person_merges m WHERE m.id = r.merge_id AND m.undo_until <= ${now})`,
  ),
]
