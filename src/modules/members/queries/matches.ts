import { sql } from '../../../platform/db/sql.ts'
import { isId } from '../../../platform/ids.ts'
import { Matches, MatchRows } from '../contract.ts'
import { plain } from '../import/columns.ts'
import { findPlace } from '../import/place.ts'
import { inChargeOf } from '../policy.ts'
import { query } from '../room.ts'

/** To which unit each row of a file leads, and whom its e-mail address names already. It is asked a few times for all rows. */
export const matchRows = query({
  name: 'members.matchRows',
  summary: 'Say which unit the rows of a file name, and who they are that are members already',
  permission: 'members.import',
  input: MatchRows,
  output: Matches,
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now }, { rows }, { unitId, name, tenantId, unitPath }) {
    const names = [...new Set(rows.flatMap(({ unit }) => unit ?? []))]
    const units = await db.sql<{ unitId: string; name: string; code: string | null; status: string }>(sql`
      SELECT p.unit_id AS "unitId", p.name, c.code, p.status FROM unit_places p
      LEFT JOIN unit_codes c ON c.tenant_id = p.tenant_id AND c.unit_id = p.unit_id
      WHERE p.tenant_id = ${tenantId}::uuid AND p.path <@ ${unitPath}::ltree AND (
        lower(p.name) = ANY(${names.map((name) => name.toLowerCase())}::text[])
        OR lower(c.code) = ANY(${names.map((name) => name.toLowerCase())}::text[])
        OR p.unit_id = ANY(${names.filter(isId)}::uuid[]))`)
    const byName = new Map<string, typeof units>()
    for (const unit of units)
      for (const key of new Set([unit.unitId, plain(unit.name), ...(unit.code ? [plain(unit.code)] : [])]))
        byName.set(key, [...(byName.get(key) ?? []), unit])
    const known = await db.sql<{ row: number; personId: string; belongsTo: string[] }>(sql`
      WITH told AS MATERIALIZED (
        SELECT t.row, t.email::citext AS email FROM unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ email }) => email)}::text[]) AS t(row, email)
        WHERE t.email IS NOT NULL),
      named AS (
        SELECT t.row, p.person_id FROM told t JOIN people p ON p.tenant_id = ${tenantId}::uuid AND p.email = t.email
        UNION SELECT t.row, p.person_id FROM told t JOIN account_addresses a ON a.email = t.email
        JOIN people p ON p.account_id = a.account_id AND p.tenant_id = ${tenantId}::uuid
        UNION SELECT t.row, s.person_id FROM told t JOIN provisioned_people s ON s.tenant_id = ${tenantId}::uuid
          AND (s.user_name_key = lower(t.email::text) OR s.emails @> ARRAY[lower(t.email::text)]))
      SELECT n.row, min(n.person_id::text)::uuid AS "personId", ARRAY(
        SELECT m.unit_id FROM unit_members m WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = min(n.person_id::text)::uuid AND m.ended_at IS NULL) AS "belongsTo"
      FROM named n GROUP BY n.row
      HAVING count(*) = 1 AND bool_and(${inChargeOf(sql`n.person_id`, actor, now)})`)
    const byRow = new Map(known.map((each) => [each.row, each]))
    return {
      rows: rows.map(({ row, unit }) => {
        const found = unit === null ? [] : (byName.get(plain(unit)) ?? [])
        const [only] = found
        const issue =
          unit === null
            ? null
            : !only
              ? 'members.error.importUnit'
              : found.length > 1
                ? 'members.error.importUnits'
                : only.status !== 'open'
                  ? 'members.error.importUnitClosed'
                  : null
        const at = unit === null ? unitId : (only?.unitId ?? unitId)
        const person = byRow.get(row)
        return {
          row,
          unitId: at,
          unitName: unit === null ? name : (only?.name ?? name),
          issue,
          personId: person?.personId ?? null,
          belongs: person?.belongsTo.includes(at) ?? false,
        }
      }),
    }
  },
})
