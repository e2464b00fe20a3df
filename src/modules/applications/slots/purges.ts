import { sql } from '../../../platform/db/sql.ts'
import { daysBefore, type Purge } from '../../../platform/slots/purges.ts'
import { dropSetAside } from '../commands/drop-set-aside.ts'

/** Each is a command of its own, with its files: nobody waits for long behind so many. */
const atOnce = 20

export const purges: readonly Purge[] = [
  {
    table: 'applications',
    what: 'what was written in applications that were set aside, once that cannot be undone any more',
    async batch({ sql: run, now, services, call }) {
      const due = await run<{ id: string }>(sql`
        SELECT a.id FROM applications a WHERE a.set_aside_at <= ${daysBefore(now, services.config.UNDO_DAYS)}
          AND (a.draft IS NOT NULL
            OR EXISTS (SELECT FROM bids b WHERE b.tenant_id = a.tenant_id AND b.application_id = a.id
              AND (b.document IS NOT NULL OR b.sealed IS NOT NULL))
            OR EXISTS (SELECT FROM application_files f WHERE f.tenant_id = a.tenant_id AND f.application_id = a.id))
        ORDER BY a.id LIMIT ${atOnce}`)
      for (const { id } of due) await call(dropSetAside, { applicationId: id })
      return due.length
    },
  },
]
