import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { ListUnitChanges, UnitChangeList } from '../contract.ts'
import { query } from '../room.ts'
import type { UnitChangeKind } from '../unit.ts'
import { findUnit } from '../unit-row.ts'

const ChangeCursor = z.tuple([z.uuid()])

interface ChangeRow {
  id: string
  version: number
  what: UnitChangeKind
  changes: { v: 1; before: Record<string, unknown>; after: Record<string, unknown> }
  personId: string | null
  personName: string | null
  at: Date
}

export const listUnitChanges = query({
  name: 'units.listUnitChanges',
  summary: 'List what became of a unit, the newest first',
  permission: 'units.manage',
  input: ListUnitChanges,
  output: UnitChangeList,
  http: { method: 'get', path: '/units/:unitId/history' },
  target: ({ db, actor, now }, { unitId }) => findUnit(db.sql, unitId, actor, now),
  async run({ db }, { limit, cursor }, unit) {
    const after = cursor === undefined ? null : decodeCursor(cursor, ChangeCursor)
    if (after === undefined) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const rows = await db.sql<ChangeRow>(sql`
      SELECT c.id, c.version, c.what, c.changes, p.person_id AS "personId", p.display_name AS "personName", c.at
      FROM unit_changes c LEFT JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.person_id
      WHERE c.tenant_id = ${unit.tenantId}::uuid AND c.unit_id = ${unit.id}::uuid ${after ? sql`AND c.id < ${after[0]}::uuid` : empty}
      ORDER BY c.id DESC LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit).map(({ changes, personId, personName, ...row }) => ({
      ...row,
      before: changes.before,
      after: changes.after,
      person: personId === null ? null : { personId, name: personName ?? '' },
    }))
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null }
  },
})
