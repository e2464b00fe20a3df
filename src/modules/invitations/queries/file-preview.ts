import { sql } from '../../../platform/db/sql.ts'
import type { Translated } from '../../../platform/presentation/translated.ts'
import { readWaiting, requireTicket } from '../../members/index.ts'
import { FilePreview, PreviewFile } from '../contract.ts'
import { judgeLines } from '../file/judge-row.ts'
import { columnsOf, lineOf, mostLines } from '../file/lines.ts'
import { invitationFile } from '../file/received.ts'
import { holdInvitingPlace } from '../invitation-row.ts'
import { notesOn } from '../notes.ts'
import { query } from '../room.ts'

const mostShown = 200

/** Nothing is written; whatever changes until they are sent, is judged anew then. */
export const previewInvitations = query({
  name: 'invitations.previewInvitations',
  summary: 'Say what would become of each line of a file that was handed in',
  permission: 'invitations.manage',
  input: PreviewFile,
  output: FilePreview,
  http: { method: 'get', path: '/invitations/files/:unitId/:fileId' },
  cost: 20,
  target: ({ db, actor, now }, { unitId }) => holdInvitingPlace(db.sql, unitId, actor, now, false),
  async run(context, waiting, place) {
    const { db, actor, now, roles, services } = context
    requireTicket(services, actor, waiting, invitationFile.name)
    const { headings, rows } = await readWaiting(services, waiting.fileId, mostLines)
    const columns = columnsOf(headings)
    const judging = { run: db.sql, actor, now, roles, config: services.config }
    const judged = await judgeLines(
      judging,
      place,
      rows.map((row) => lineOf(row, columns)),
    )
    const made = await db.sql<{ role: string; name: Translated }>(sql`
      SELECT r.role, r.name FROM role_terms r WHERE r.tenant_id = ${place.tenantId}::uuid AND r.name IS NOT NULL
        AND r.role = ANY(${judged.flatMap(({ role }) => role ?? [])}::text[])`)
    const names = new Map(made.map(({ role, name }) => [role, name]))
    const notes = await notesOn(context, place.tenantId, judged)
    const told = judged.map(({ line, place: at, role, issues }, index) => ({
      row: line.row,
      address: line.address ?? '',
      name: [line.givenName, line.familyName].filter(Boolean).join(' '),
      unit: at?.name ?? null,
      role,
      roleName: role === null ? null : (names.get(role) ?? null),
      issues,
      notes: issues.length > 0 ? [] : (notes[index] ?? []),
    }))
    const refused = told.filter(({ issues }) => issues.length > 0)
    return {
      unitId: place.unitId,
      unitName: place.name,
      leftOut: headings.filter((heading, index) => columns[index] === null && heading !== ''),
      ready: told.length - refused.length,
      refused: refused.length,
      rows: [...refused, ...told.filter(({ issues }) => issues.length === 0)].slice(0, mostShown),
    }
  },
})
