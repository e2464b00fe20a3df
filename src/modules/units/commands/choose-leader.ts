import { sql } from '../../../platform/db/sql.ts'
import { keepChange } from '../change-row.ts'
import { ChooseLeader, UnitReply } from '../contract.ts'
import { belongsBelow } from '../leader-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { leaderElsewhere } from '../unit.ts'
import { lockUnit } from '../unit-row.ts'
import { toReply } from '../views.ts'

/** Who leads a unit is whom people turn to. It gives no rights: those are granted. */
export const chooseLeader = command({
  name: 'units.chooseLeader',
  summary: 'Say who leads a unit, or that nobody does',
  permission: 'units.manage',
  input: ChooseLeader,
  output: UnitReply,
  http: { method: 'put', path: '/units/:unitId/leader' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, record }, { personId }, unit) {
    if (personId !== null && !(await belongsBelow(tx.sql, unit, personId))) throw leaderElsewhere()
    if (personId === unit.leaderId) return toReply(unit)
    const after = { ...unit, leaderId: personId, version: unit.version + 1 }
    await tx.sql(sql`
      UPDATE units SET leader_id = ${personId}::uuid, version = ${after.version}, updated_at = ${now} WHERE id = ${unit.id}::uuid`)
    record({ type: 'unit', id: unit.id }, { leaderId: unit.leaderId }, { leaderId: personId })
    await keepChange(
      tx,
      { actor, now },
      {
        unit: after,
        what: 'changed',
        before: { leaderId: unit.leaderId },
        after: { leaderId: personId },
      },
    )
    return toReply(after)
  },
})
