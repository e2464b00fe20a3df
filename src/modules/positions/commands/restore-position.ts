import { PositionReference, PositionReply } from '../contract.ts'
import { lockPosition, toPositionReply } from '../position-row.ts'
import { command } from '../room.ts'

/** Where there is another one of its name meanwhile, that one is archived first. */
export const restorePosition = command({
  name: 'positions.restorePosition',
  summary: 'Let people be appointed to an archived position again',
  permission: 'positions.declare',
  input: PositionReference,
  output: PositionReply,
  http: { method: 'post', path: '/positions/:positionId/restore' },
  severity: 'notable',
  target: ({ tx, actor }, { positionId }) => lockPosition(tx.sql, positionId, actor.tenantId),
  async run({ tx, now, record }, { positionId }, { unitPath: _path, ...before }) {
    const archivedAt = null
    const after = { ...before, archivedAt, version: before.version + 1 }
    await tx.position.update({
      where: { id: positionId },
      data: { archivedAt, version: after.version, updatedAt: now },
    })
    record({ type: 'position', id: positionId }, { archivedAt: before.archivedAt }, { archivedAt })
    return toPositionReply(after)
  },
})
