import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { ListUnits, MyUnits, UnitPage } from '../contract.ts'
import { visibleUnits } from '../policy.ts'
import { query } from '../room.ts'
import { toReply, type UnitRow, unitColumns } from '../views.ts'

const UnitCursor = z.tuple([z.string().max(120), z.uuid()])

export const listUnits = query({
  name: 'units.listUnits',
  summary: 'List the units that you may see, by name',
  permission: 'units.read',
  input: ListUnits,
  output: UnitPage,
  http: { method: 'get', path: '/units' },
  async run({ db, actor, now }, { search, limit, cursor }) {
    const after = cursor === undefined ? null : decodeCursor(cursor, UnitCursor)
    if (after === undefined) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const rows = await db.sql<UnitRow>(sql`
      SELECT ${unitColumns} FROM units u
      WHERE ${visibleUnits(actor, now)}
        ${after ? sql`AND (u.name, u.id) > (${after[0]}, ${after[1]}::uuid)` : empty}
        ${search ? sql`AND position(lower(${search}) IN lower(u.name)) > 0` : empty}
      ORDER BY u.name, u.id LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit).map(toReply)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.name, last.id]) : null }
  },
})

export const listMyUnits = query({
  name: 'units.listMyUnits',
  summary: 'List the units that you belong to',
  permission: 'member',
  input: z.strictObject({}),
  output: MyUnits,
  http: { method: 'get', path: '/me/units' },
  async run({ db, actor }) {
    const personId = actor.kind === 'account' ? actor.personId : null
    const rows = await db.sql<UnitRow & { isPrimary: boolean; joinedAt: Date; ancestors: string[] }>(sql`
      SELECT ${unitColumns}, m.is_primary AS "isPrimary", m.joined_at AS "joinedAt",
        ARRAY(SELECT a.name FROM units a WHERE a.path @> u.path AND a.id <> u.id ORDER BY nlevel(a.path)) AS ancestors
      FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.ended_at IS NULL
      ORDER BY m.is_primary DESC, u.name, u.id`)
    return {
      items: rows.map((row) => ({
        ...toReply(row),
        isPrimary: row.isPrimary,
        joinedAt: row.joinedAt,
        ancestors: row.ancestors,
      })),
    }
  },
})
