import { defineError } from '../../platform/errors.ts'

/** What a place in the tree is called. An installation will name its own kinds; these are a beginning. */
export const unitKinds = ['association', 'region', 'chapter', 'group'] as const
export type UnitKind = (typeof unitKinds)[number]

/** Kinds that can stand below the root. */
export const kindsBelow = ['region', 'chapter', 'group'] as const

export const unitStatuses = ['open', 'closed'] as const
export type UnitStatus = (typeof unitStatuses)[number]

export const unitClosed = defineError('units.closed', 409)
export const nameTaken = defineError('units.nameTaken', 409)
export const alreadyMember = defineError('units.alreadyMember', 409)
export const hasUnits = defineError('units.hasUnits', 409)
export const rootStays = defineError('units.rootStays', 409)
export const lastMembership = defineError('units.lastMembership', 409)

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
