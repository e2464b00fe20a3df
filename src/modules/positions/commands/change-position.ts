import { sql } from '../../../platform/db/sql.ts'
import { ChangePosition, PositionReply } from '../contract.ts'
import { heldByMore, type PositionRow, roleHeld } from '../position.ts'
import { lockPosition, requireKnown, termsByUnit, toPositionReply } from '../position-row.ts'
import { command } from '../room.ts'
import { mostAtOnce } from '../term.ts'

/** Kinds of unit, the usual way and the usual term are about appointments to come: whoever holds it goes on as they do. */
export const changePosition = command({
  name: 'positions.changePosition',
  stepUp: true,
  summary: 'Change the words of a position, where it is held and by how many, and what it carries',
  permission: 'positions.declare',
  input: ChangePosition,
  output: PositionReply,
  http: { method: 'put', path: '/positions/:positionId' },
  severity: 'notable',
  target: ({ tx, actor }, { positionId }) => lockPosition(tx.sql, positionId, actor.tenantId),
  async run({ tx, now, record }, { positionId, ...said }, { unitPath: _path, ...before }) {
    const held = await termsByUnit(tx.sql, before, now)
    const carriesOther = said.role !== before.role
    if (carriesOther && held.length > 0) throw roleHeld()
    // One that stays may be retired meanwhile, and goes on.
    const { roleId } = await requireKnown(tx.sql, before.tenantId, {
      kinds: said.kinds,
      role: carriesOther ? said.role : null,
    })
    const most = Math.max(0, ...held.map((terms) => mostAtOnce(terms, now)))
    if (said.seats < most) throw heldByMore({ values: { most } })
    const changed: PositionRow = { ...before, ...said, version: before.version + 1 }
    await tx.sql(sql`
      UPDATE positions SET name = ${JSON.stringify(changed.name)}::jsonb,
        description = ${changed.description && JSON.stringify(changed.description)}::jsonb, level = ${changed.level},
        kinds = ${changed.kinds}::text[], way = ${changed.way}, seats = ${changed.seats}, term_months = ${changed.termMonths},
        role = ${changed.role}, role_id = CASE WHEN ${carriesOther} THEN ${roleId}::uuid ELSE role_id END,
        version = ${changed.version}, updated_at = ${now}
      WHERE id = ${positionId}::uuid`)
    record({ type: 'position', id: positionId }, toPositionReply(before), toPositionReply(changed))
    return toPositionReply(changed)
  },
})
