import { defineError, invalid } from '../../platform/errors.ts'
import type { Translated } from '../../platform/presentation/translated.ts'

/** How somebody comes to a position. */
export const ways = ['elected', 'appointed'] as const
export type Way = (typeof ways)[number]

export interface PositionRow {
  id: string
  tenantId: string
  name: Translated
  description: Translated | null
  level: number
  kinds: string[]
  way: Way
  seats: number
  termMonths: number | null
  role: string | null
  version: number
  archivedAt: Date | null
}

/** A unit as the place of positions. */
export interface Place {
  unitId: string
  tenantId: string
  unitPath: string
  unitName: string
  kind: string
  status: string
}

/** More than these nobody tells apart. */
export const mostPositions = 200

export const nameTaken = defineError('positions.nameTaken', 409)
export const tooManyPositions = defineError('positions.tooManyPositions', 409)
export const archived = defineError('positions.archived', 409)
export const notForKind = defineError('positions.notForKind', 409)
export const unitClosed = defineError('positions.unitClosed', 409)
/** Those who hold it were given the role that it carried then: nobody changes that behind them. */
export const roleHeld = defineError('positions.roleHeld', 409)
export const heldByMore = defineError('positions.heldByMore', 409)
/** Beside the field: there is no such kind of unit. */
export const noSuchKind = (index: number) =>
  invalid([{ pointer: `/kinds/${index}`, code: 'notOffered', message: '' }])

export function isOfKind({ kinds }: Pick<PositionRow, 'kinds'>, kind: string): boolean {
  return kinds.length === 0 || kinds.includes(kind)
}
