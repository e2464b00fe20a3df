import { newId } from '../../../platform/ids.ts'
import { lockRoot } from '../../units/index.ts'
import { DeclarePosition, PositionReply } from '../contract.ts'
import { mostPositions, type PositionRow, tooManyPositions } from '../position.ts'
import { positionsOf, requireKnown, toPositionReply } from '../position-row.ts'
import { command } from '../room.ts'

export const declarePosition = command({
  name: 'positions.declarePosition',
  stepUp: true,
  summary: 'Name a position that people hold in units, and what it carries',
  permission: 'positions.declare',
  input: DeclarePosition,
  output: PositionReply,
  http: { method: 'post', path: '/positions', status: 201 },
  severity: 'notable',
  target: ({ tx, actor }) => lockRoot(tx.sql, actor.tenantId),
  async run({ tx, now, record }, said, { tenantId }) {
    const { roleId } = await requireKnown(tx.sql, tenantId, said)
    const others = await positionsOf(tx.sql, tenantId, { withArchived: true })
    if (others.length >= mostPositions) throw tooManyPositions({ values: { most: mostPositions } })
    const made: PositionRow = { ...said, id: newId(now.getTime()), tenantId, version: 1, archivedAt: null }
    await tx.position.create({
      data: {
        ...made,
        name: made.name as object,
        description: (made.description as object | null) ?? undefined,
        roleId,
        createdAt: now,
        updatedAt: now,
      },
    })
    record({ type: 'position', id: made.id }, null, toPositionReply(made))
    return toPositionReply(made)
  },
})
