import { PositionReference, PositionReply } from '../contract.ts'
import { lockPosition, toPositionReply } from '../position-row.ts'
import { command } from '../room.ts'

/** Whoever holds it holds it until their term ends. */
export const archivePosition = command({
  name: 'positions.archivePosition',
  summary: 'Appoint nobody to a position any more; whoever holds it goes on',
  permission: 'positions.declare',
  input: PositionReference,
  output: PositionReply,
  http: { method: 'post', path: '/positions/:positionId/archive' },
  severity: 'notable',
  target: ({ tx, actor }, { positionId }) => lockPosition(tx.sql, positionId, actor.tenantId),
  async run({ tx, now, record }, { positionId }, { unitPath: _path, ...before }) {
    const archivedAt = before.archivedAt ?? now
    const after = { ...before, archivedAt, version: before.version + 1 }
    await tx.position.update({
      where: { id: positionId },
      data: { archivedAt, version: after.version, updatedAt: now },
    })
    record({ type: 'position', id: positionId }, { archivedAt: before.archivedAt }, { archivedAt })
    return toPositionReply(after)
  },
})
