import { sql } from '../../../platform/db/sql.ts'
import { authorityFor } from '../../../platform/policy/actor.ts'
import { AddendumList, KeptChanges, ProjectReference } from '../contract.ts'
import { findProject } from '../project-row.ts'
import { query } from '../room.ts'

interface AddendumRow {
  id: string
  number: number
  text: string
  isMaterial: boolean
  changes: unknown
  extendedUntil: Date | null
  issuedBy: { id: string; name: string } | null
  issuedAt: Date
}

export const listAddenda = query({
  name: 'projects.listAddenda',
  summary: 'List the addenda of a project that you may find, in the order in which they were issued',
  permission: 'anyone',
  input: ProjectReference,
  output: AddendumList,
  http: { method: 'get', path: '/projects/:projectId/addenda' },
  target: ({ db, ...reader }, { projectId }) => findProject(db.sql, reader, projectId),
  async run({ db, actor, now }, _input, { id, tenantId, unitPath }) {
    const rows = await db.sql<AddendumRow>(sql`
      SELECT a.id, a.number, a.text, a.is_material AS "isMaterial", a.changes, a.extended_until AS "extendedUntil",
        CASE WHEN p.person_id IS NOT NULL THEN json_build_object('id', p.person_id, 'name', p.display_name) END AS "issuedBy",
        a.issued_at AS "issuedAt"
      FROM project_addenda a LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.issued_by
      WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${id}::uuid ORDER BY a.number`)
    const looksAfter =
      actor.kind === 'system' || authorityFor(actor, 'projects.manage', unitPath, now) !== null
    return {
      items: rows.map(({ changes, issuedBy, ...row }) => ({
        ...row,
        changes: KeptChanges.parse(changes).changes.filter(
          (change) => looksAfter || change.of !== 'field' || change.field !== 'priority',
        ),
        issuedBy: looksAfter ? issuedBy : null,
      })),
    }
  },
})
