import type { RunSql } from '../../../platform/db/database.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { findPersonInCharge } from '../boundary-row.ts'
import { Nothing, PersonToPlace, UnitHistory } from '../contract.ts'
import { placesToAdmit } from '../policy.ts'
import { query } from '../room.ts'

/** More than these nobody reads. */
const mostShown = 100

export const readMyUnitHistory = query({
  name: 'units.readMyUnitHistory',
  summary: 'Read which units you have left, and which you chose as your primary one',
  permission: 'member',
  input: Nothing,
  output: UnitHistory,
  http: { method: 'get', path: '/me/unit-history' },
  run: ({ db, actor }) => historyOf(db.sql, actor.tenantId, personOf(actor), sql`true`),
})

/** As far as staff look after the units that it speaks of. */
export const readUnitHistory = query({
  name: 'units.readUnitHistory',
  summary: 'Read which units somebody in your charge has left, and which was their primary one',
  permission: 'units.admit',
  input: PersonToPlace,
  output: UnitHistory,
  http: { method: 'get', path: '/people/:personId/unit-history' },
  target: ({ db, actor, now }, { personId }) => findPersonInCharge(db.sql, personId, actor, now),
  run: ({ db, actor, now }, _input, { tenantId, personId }) =>
    historyOf(db.sql, tenantId, personId, placesToAdmit(actor, now)),
})

async function historyOf(
  run: RunSql,
  tenantId: string | null,
  personId: string,
  where: Sql,
): Promise<UnitHistory> {
  const [left, primary] = await Promise.all([
    run<UnitHistory['left'][number]>(sql`
      SELECT json_build_object('id', u.id, 'name', u.name) AS unit, m.joined_at AS "joinedAt", m.ended_at AS "endedAt"
      FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.ended_at IS NOT NULL AND ${where}
      ORDER BY m.ended_at DESC, m.id LIMIT ${mostShown}`),
    run<UnitHistory['primary'][number]>(sql`
      SELECT json_build_object('id', f.id, 'name', f.name) AS "from", json_build_object('id', u.id, 'name', u.name) AS "to",
        c.chosen_at AS "chosenAt",
        CASE WHEN d.person_id IS NOT NULL THEN json_build_object('personId', d.person_id, 'name', d.display_name) END AS "chosenBy"
      FROM primary_choices c JOIN units u ON u.tenant_id = c.tenant_id AND u.id = c.to_unit_id
      JOIN units f ON f.tenant_id = c.tenant_id AND f.id = c.from_unit_id
      LEFT JOIN people d ON d.tenant_id = c.tenant_id AND d.person_id = c.chosen_by
      WHERE c.tenant_id = ${tenantId}::uuid AND c.person_id = ${personId}::uuid AND ${where} ORDER BY c.id DESC LIMIT ${mostShown}`),
  ])
  return { left, primary }
}
