import type { RunSql } from '../../../platform/db/database.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { type Actor, authorityFor, personBehind } from '../../../platform/policy/actor.ts'
import { type Translated, textIn } from '../../../platform/presentation/translated.ts'
import { changeUnit } from '../commands/change-unit.ts'
import { closeUnit } from '../commands/close-unit.ts'
import { createUnit } from '../commands/create-unit.ts'
import { joinUnit } from '../commands/join-unit.ts'
import { leaveUnit } from '../commands/leave-unit.ts'
import { mergeUnit } from '../commands/merge-unit.ts'
import { moveUnit } from '../commands/move-unit.ts'
import { reopenUnit } from '../commands/reopen-unit.ts'
import { requestUnitExport } from '../commands/request-unit-export.ts'
import { UnitDetail, UnitReference, UnitReply } from '../contract.ts'
import type { Joining } from '../kind.ts'
import { visibleUnits } from '../policy.ts'
import { leaving } from '../put-row.ts'
import { query } from '../room.ts'
import { findUnit, findUnitSummary } from '../unit-row.ts'
import { summaryColumns, toReply, type UnitRow, type UnitSummary } from '../views.ts'

/** One unit by its id: what lists, mails and other rooms need of it. */
export const readUnit = query({
  name: 'units.readUnit',
  summary: 'Read a unit',
  permission: 'units.read',
  input: UnitReference,
  output: UnitReply,
  http: { method: 'get', path: '/units/:unitId' },
  target: ({ db, actor, now }, { unitId }) => findUnitSummary(db.sql, unitId, actor, now),
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
  async run(context, _input, unit) {
    const { db, actor, now, able, locale } = context
    const [place, ancestors, children, [membership]] = await Promise.all([
      readPlace(db.sql, unit),
      readAncestors(db.sql, unit, visibleUnits(actor, now)),
      readChildren(db.sql, unit, visibleUnits(actor, now)),
      readMembership(db.sql, unit, actor),
    ])
    const joinedAt = membership?.joinedAt ?? null
    const { asked, missing } = await readConditions(context, unit, joinedAt)
    return {
      ...toReply(unit),
      kindName: textIn(place.kindLabel, locale()),
      description: unit.description,
      joining: unit.joining,
      ownJoining: unit.ownJoining,
      inheritedJoining: place.inheritedJoining,
      leader:
        unit.leaderId === null || place.leaderName === null
          ? null
          : { personId: unit.leaderId, name: place.leaderName },
      hasPlace: place.hasPlace,
      memberCount: place.members,
      peopleCount: place.people,
      ancestors,
      children: children.map((child) => ({
        ...toReply(child),
        kindName: textIn(child.kindLabel, locale()),
        members: child.members,
        people: child.people,
      })),
      joinedAt,
      asked,
      missing,
      abilities: {
        change: able(changeUnit, unit),
        addBelow: able(createUnit, unit),
        close: able(closeUnit, unit),
        reopen: able(reopenUnit, unit),
        move: able(moveUnit, leaving(unit)),
        merge: able(mergeUnit, leaving(unit)),
        readHistory:
          actor.kind === 'system' || authorityFor(actor, 'units.manage', unit.unitPath, now) !== null,
        export: able(requestUnitExport, unit),
        join: joinedAt === null && able(joinUnit, unit),
        leave: joinedAt !== null && able(leaveUnit, unit),
      },
    }
  },
})

/** What is asked of whoever joins, and what of it the reader lacks. */
async function readConditions(
  { db, actor, now, slots, text, locale }: QueryContext<never>,
  { tenantId, unitPath }: Pick<UnitRow, 'tenantId' | 'unitPath'>,
  joinedAt: Date | null,
): Promise<Pick<UnitDetail, 'asked' | 'missing'>> {
  const aim = { kind: 'joining', unitPath } as const
  const reader = { text, locale: locale() }
  const asked = (await slots.eligibility?.asked(db.sql, { tenantId, aim }, reader)) ?? []
  const personId = personBehind(actor)
  if (asked.length === 0 || joinedAt !== null || personId === null) return { asked, missing: null }
  const lacking = await slots.eligibility?.missing(
    db.sql,
    { tenantId, personIds: [personId], aim },
    { now, ...reader },
  )
  return { asked, missing: lacking?.get(personId) ?? null }
}

interface UnitPlace {
  kindLabel: Translated
  leaderName: string | null
  members: number
  people: number
  hasPlace: boolean
  inheritedJoining: Joining
}

/** What its kind is called, and who leads it. */
async function readPlace(run: RunSql, unit: UnitRow): Promise<UnitPlace> {
  const [place] = await run<UnitPlace>(sql`
    SELECT k.label AS "kindLabel", p.display_name AS "leaderName", n.members, n.people,
      (SELECT u.centre IS NOT NULL FROM units u WHERE u.id = ${unit.id}::uuid) AS "hasPlace",
      (SELECT j.inherited FROM unit_joinings j WHERE j.unit_id = ${unit.id}::uuid) AS "inheritedJoining" FROM unit_kinds k
    JOIN unit_counts n ON n.unit_id = ${unit.id}::uuid
    LEFT JOIN people p ON p.tenant_id = k.tenant_id AND p.person_id = ${unit.leaderId}::uuid
    WHERE k.tenant_id = ${unit.tenantId}::uuid AND k.key = ${unit.kind}`)
  return place as UnitPlace
}

function readAncestors(
  run: RunSql,
  unit: UnitRow,
  visible: Sql,
): Promise<Array<{ id: string; name: string }>> {
  return run(sql`
    SELECT u.id, u.name FROM units u
    WHERE u.path @> ${unit.unitPath}::ltree AND u.id <> ${unit.id}::uuid AND ${visible} ORDER BY nlevel(u.path)`)
}

function readChildren(
  run: RunSql,
  unit: UnitRow,
  visible: Sql,
): Promise<Array<UnitSummary & { kindLabel: Translated; members: number; people: number }>> {
  return run(sql`
    SELECT ${summaryColumns}, kl.label AS "kindLabel", n.members, n.people FROM units u
    JOIN unit_counts n ON n.unit_id = u.id JOIN unit_kinds kl ON kl.tenant_id = u.tenant_id AND kl.key = u.kind
    WHERE u.tenant_id = ${unit.tenantId}::uuid AND u.parent_id = ${unit.id}::uuid AND ${visible} ORDER BY kl.position, u.name, u.id LIMIT 500`)
}

function readMembership(run: RunSql, unit: UnitRow, actor: Actor): Promise<Array<{ joinedAt: Date }>> {
  const personId = personBehind(actor)
  return run(sql`
    SELECT m.joined_at AS "joinedAt" FROM memberships m
    WHERE m.tenant_id = ${unit.tenantId}::uuid AND m.unit_id = ${unit.id}::uuid AND m.person_id = ${personId}::uuid
      AND m.ended_at IS NULL`)
}
