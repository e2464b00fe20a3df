import { defineError } from '../../platform/errors.ts'

export const unitStatuses = ['open', 'closed'] as const
export type UnitStatus = (typeof unitStatuses)[number]

/** What becomes of units, as their history says it. */
export const unitChangeKinds = [
  'created',
  'changed',
  'moved',
  'merged',
  'absorbed',
  'bounded',
  'configured',
  'closed',
  'reopened',
] as const
export type UnitChangeKind = (typeof unitChangeKinds)[number]

export const unitClosed = defineError('units.closed', 409)
export const unitOpen = defineError('units.open', 409)
export const nameTaken = defineError('units.nameTaken', 409)
export const codeTaken = defineError('units.codeTaken', 409)
export const alreadyMember = defineError('units.alreadyMember', 409)
export const notInUnit = defineError('units.notInUnit', 409)
export const primaryElsewhere = defineError('units.primaryElsewhere', 403)
export const hasUnits = defineError('units.hasUnits', 409)
export const rootStays = defineError('units.rootStays', 409)
export const lastMembership = defineError('units.lastMembership', 409)
export const leaderElsewhere = defineError('units.leaderElsewhere', 409)
export const joinByRequest = defineError('units.joinByRequest', 409)
export const joinClosed = defineError('units.joinClosed', 409)
export const rootMoves = defineError('units.rootMoves', 409)
export const belowItself = defineError('units.belowItself', 409)
export const alreadyThere = defineError('units.alreadyThere', 409)
export const rootMerges = defineError('units.rootMerges', 409)
export const unitMergedAlready = defineError('units.merged', 409)
export const intoItself = defineError('units.intoItself', 409)
export const targetClosed = defineError('units.targetClosed', 409)
export const parentClosed = defineError('units.parentClosed', 409)

export function isClosed(unit: { status: string }): boolean {
  return unit.status === 'closed'
}

/** The part of a path that stands for one unit: ltree takes no dashes. */
export function pathLabel(unitId: string): string {
  return unitId.replaceAll('-', '')
}

/** The unit at the end of a path: the other way round. */
export function unitIdAt(path: string): string {
  const label = path.slice(path.lastIndexOf('.') + 1)
  return label.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
