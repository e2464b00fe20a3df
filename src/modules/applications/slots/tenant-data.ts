import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { TenantData } from '../../../platform/slots/tenant-data.ts'
import { bidsMayBeRead } from '../policy.ts'

const untilTheEnd = 'nobody but the applicant reads a bid before its project takes no more of them'

/** Applications `a` of projects for which bids still come in, or which were cancelled before the end. */
const notReadable = (now: Date): Sql => sql`NOT EXISTS (SELECT FROM project_places j
  WHERE j.tenant_id = a.tenant_id AND j.project_id = a.project_id AND ${bidsMayBeRead(now)})`

/** The application of a row `t`. */
const itsApplication = (id: Sql, now: Date): Sql => sql`EXISTS (SELECT FROM applications a
  WHERE a.tenant_id = t.tenant_id AND a.id = ${id} AND ${notReadable(now)})`

export const tenantData: TenantData = {
  goes: [
    'match_ratings',
    'addendum_receipts',
    'application_files',
    'bids',
    'applications',
    'sealing_witnesses',
    'sealings',
  ],
  heldBack: [
    {
      table: 'applications',
      columns: ['total', 'currency', 'match_score', 'match_reasons', 'match_version'],
      where: (now) => itsApplication(sql`t.id`, now),
      why: untilTheEnd,
    },
    {
      table: 'applications',
      columns: ['draft', 'draft_salt'],
      where: () => sql`true`,
      why: 'what is being written is its applicant’s alone',
    },
    {
      table: 'bids',
      columns: ['document'],
      where: (now) => itsApplication(sql`t.application_id`, now),
      why: untilTheEnd,
    },
  ],
  heldFiles: (tenantId, now) => sql`
    SELECT f.file_id FROM application_files f JOIN applications a ON a.tenant_id = f.tenant_id AND a.id = f.application_id
    WHERE f.tenant_id = ${tenantId}::uuid AND (NOT f.in_bid OR ${notReadable(now)})`,
}
