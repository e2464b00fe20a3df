import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { applicantName } from '../application-row.ts'
import {
  type ExportedApplication,
  ExportedLot,
  ListExported,
  ProjectToExport,
  SealingReference,
} from '../contract.ts'
import { findExported } from '../exported-row.ts'
import { applicationsForStaff } from '../policy.ts'
import { query } from '../room.ts'

const Cursor = z.tuple([z.uuid()])

/** What the page says that an export begins from. */
export const readProjectToExport = query({
  name: 'applications.readProjectToExport',
  summary: 'Read of which project one may have all applications as a file, and how many there are',
  permission: 'applications.read',
  input: SealingReference,
  output: ProjectToExport,
  target: ({ db, ...asking }, { projectId }) => findExported(db.sql, asking, projectId),
  async run({ db, actor, now }, _input, { projectId, tenantId, slug, title }) {
    const [counted] = await db.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
      JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
      WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND a.status NOT IN ('draft', 'withdrawn')
        AND ${applicationsForStaff(actor, now)}`)
    return { projectId, slug, title, count: counted?.count ?? 0 }
  },
})

/**
 * For the task that writes them, which asks as whoever started it, page by page: what they may not read any more it does not
 * get. In the order in which they were begun, which nothing changes meanwhile. Of a sealed bid that was not opened there is only that it came in.
 */
export const listExported = query({
  name: 'applications.listExported',
  summary: 'List what was handed in for a project, as it was handed in',
  permission: 'applications.read',
  input: ListExported,
  output: ExportedLot,
  target: ({ db, ...asking }, { projectId }) => findExported(db.sql, asking, projectId),
  async run({ db, actor, now }, { cursor, limit }, { projectId, tenantId }) {
    const after = cursor === null ? null : decodeCursor(cursor, Cursor)
    if (after === undefined) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const rows = await db.sql<ExportedApplication>(sql`
      SELECT a.id, ${applicantName} AS applicant, CASE WHEN a.company_id IS NULL THEN 'person' ELSE 'company' END AS kind,
        a.person_id AS "personId", a.status, a.submitted_at AS "submittedAt", a.decided_at AS "decidedAt", a.total::float8 AS total,
        a.currency, a.match_score AS "matchScore", encode(b.hash, 'hex') AS hash, b.document,
        CASE WHEN b.document IS NULL THEN '[]'::json ELSE (
          SELECT coalesce(json_agg(json_build_object('id', f.file_id, 'name', k.name, 'mediaType', k.media_type, 'size', k.size)
            ORDER BY f.added_at, f.file_id), '[]'::json)
          FROM application_files f JOIN kept_files k ON k.tenant_id = f.tenant_id AND k.file_id = f.file_id
          WHERE f.tenant_id = a.tenant_id AND f.application_id = a.id AND f.in_bid) END AS files
      FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
      JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
      LEFT JOIN bids b ON b.tenant_id = a.tenant_id AND b.application_id = a.id AND b.ended_at IS NULL
      WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND a.status NOT IN ('draft', 'withdrawn')
        AND ${applicationsForStaff(actor, now)}
        ${after ? sql`AND a.id > ${after[0]}::uuid` : empty}
      ORDER BY a.id LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items,
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    }
  },
})
