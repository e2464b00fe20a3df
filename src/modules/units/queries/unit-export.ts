import { empty, sql } from '../../../platform/db/sql.ts'
import { ExportedUnits, ListUnitsForExport } from '../contract.ts'
import { query } from '../room.ts'

/** The units at and below a path, in the order of the tree, a page at a time. */
export const listUnitsForExport = query({
  name: 'units.listUnitsForExport',
  summary: 'List units with their places and numbers, for an export',
  permission: 'system',
  input: ListUnitsForExport,
  output: ExportedUnits,
  async run({ db, actor }, { unitPath, after, limit }) {
    const [{ total = 0 } = {}] = await db.sql<{ total: number }>(sql`
      SELECT count(*)::int AS total FROM units
      WHERE tenant_id = ${actor.tenantId}::uuid AND path <@ ${unitPath}::ltree`)
    const units = await db.sql<ExportedUnits['units'][number]>(sql`
      SELECT u.path::text, u.code, u.name, k.label AS "kindLabel", u.status, a.name AS "parentName", u.created_at AS "createdAt",
        n.members AS "memberCount"
      FROM units u JOIN unit_counts n ON n.unit_id = u.id JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind
      LEFT JOIN units a ON a.tenant_id = u.tenant_id AND a.id = u.parent_id AND a.path <@ ${unitPath}::ltree
      WHERE u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ${unitPath}::ltree
        ${after === null ? empty : sql`AND u.path > ${after}::ltree`}
      ORDER BY u.path LIMIT ${limit}`)
    return { total, units }
  },
})
