import type { RunSql } from '../../../platform/db/database.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import { closeUnit } from '../commands/close-unit.ts'
import { createUnit } from '../commands/create-unit.ts'
import { joinUnit } from '../commands/join-unit.ts'
import { leaveUnit } from '../commands/leave-unit.ts'
import { renameUnit } from '../commands/rename-unit.ts'
import { requestUnitExport } from '../commands/request-unit-export.ts'
import { UnitDetail, UnitReference, UnitReply } from '../contract.ts'
import { visibleUnits } from '../policy.ts'
import { query } from '../room.ts'
import { findUnit } from '../unit-row.ts'
import { toReply, type UnitRow, unitColumns } from '../views.ts'

/** One unit by its id: what lists, mails and other rooms need of it. */
export const readUnit = query({
  name: 'units.readUnit',
  summary: 'Read a unit',
  permission: 'units.read',
  input: UnitReference,
  output: UnitReply,
  http: { method: 'get', path: '/units/:unitId' },
  target: ({ db, actor, now }, { unitId }) => findUnit(db.sql, unitId, actor, now),
  run: async (_context, _input, unit) => toReply(unit),
})

/** One unit with its place in the tree, its members' number and what the reader can do with it. */
export const readUnitDetail = query({
  name: 'units.readUnitDetail',
  summary: 'Read a unit with what is above and below it',
  permission: 'units.read',
  input: UnitReference,
  output: UnitDetail,
  http: { method: 'get', path: '/units/:unitId/detail' },
  target: ({ db, actor, now }, { unitId }) => findUnit(db.sql, unitId, actor, now),
  async run({ db, actor, now, able }, _input, unit) {
    const [ancestors, children, [membership]] = await Promise.all([
      readAncestors(db.sql, unit, visibleUnits(actor, now)),
      readChildren(db.sql, unit, visibleUnits(actor, now)),
      readMembership(db.sql, unit, actor),
    ])
    const joinedAt = membership?.joinedAt ?? null
    return {
      ...toReply(unit),
      memberCount: membership?.memberCount ?? 0,
      ancestors,
      children: children.map(toReply),
      joinedAt,
      abilities: {
        rename: able(renameUnit, unit),
        addBelow: able(createUnit, unit),
        close: able(closeUnit, unit),
        export: able(requestUnitExport, unit),
        join: joinedAt === null && able(joinUnit, unit),
        leave: joinedAt !== null && able(leaveUnit, unit),
      },
    }
  },
})

function readAncestors(
  run: RunSql,
  unit: UnitRow,
  visible: Sql,
): Promise<Array<{ id: string; name: string }>> {
  return run(sql`
    SELECT u.id, u.name FROM units u
    WHERE u.path @> ${unit.unitPath}::ltree AND u.id <> ${unit.id}::uuid AND ${visible} ORDER BY nlevel(u.path)`)
}

function readChildren(run: RunSql, unit: UnitRow, visible: Sql): Promise<UnitRow[]> {
  return run(sql`
    SELECT ${unitColumns} FROM units u
    WHERE u.tenant_id = ${unit.tenantId}::uuid AND u.parent_id = ${unit.id}::uuid AND ${visible} ORDER BY u.name, u.id LIMIT 500`)
}

function readMembership(
  run: RunSql,
  unit: UnitRow,
  actor: Actor,
): Promise<Array<{ memberCount: number; joinedAt: Date | null }>> {
  const personId = actor.kind === 'account' ? actor.personId : null
  return run(sql`
    SELECT count(*)::int AS "memberCount", max(m.joined_at) FILTER (WHERE m.person_id = ${personId}::uuid) AS "joinedAt"
    FROM memberships m
    WHERE m.tenant_id = ${unit.tenantId}::uuid AND m.unit_id = ${unit.id}::uuid AND m.ended_at IS NULL`)
}
