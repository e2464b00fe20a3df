import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const unitCreated = fact(
  'units.unitCreated',
  1,
  z.object({ unitId: z.uuid(), parentId: z.uuid(), createdBy: z.uuid().nullable() }),
)

export const unitMoved = fact(
  'units.unitMoved',
  1,
  z.object({ unitId: z.uuid(), from: z.uuid(), to: z.uuid() }),
)

export const unitMerged = fact('units.unitMerged', 1, z.object({ unitId: z.uuid(), intoId: z.uuid() }))

export const memberJoined = fact('units.memberJoined', 1, z.object({ unitId: z.uuid(), personId: z.uuid() }))

/** Whoever led a unit leads it no more, because they left it or are no member any more. */
export const leaderLeft = fact('units.leaderLeft', 1, z.object({ unitId: z.uuid(), personId: z.uuid() }))

export const transferRequested = fact(
  'units.transferRequested',
  1,
  z.object({ transferId: z.uuid(), unitId: z.uuid(), personId: z.uuid() }),
)

/** Approved or refused. */
export const transferDecided = fact(
  'units.transferDecided',
  1,
  z.object({ transferId: z.uuid(), personId: z.uuid() }),
)
