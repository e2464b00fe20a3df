import { sql } from '../../../platform/db/sql.ts'
import { type Purge, purgeRows } from '../../../platform/slots/purges.ts'

export const purges: readonly Purge[] = [
  purgeRows(
    'member_import_rows',
    'what an undo of an import needs, once the time for it is over',
    (now) => sql`EXISTS (SELECT 1 FROM member_imports i WHERE i.id = r.import_id AND i.undo_until <= ${now})`,
  ),
]
