import type { UnitDetail } from '../../../src/modules/units/contract.ts'

/** The way from the root down to a unit and on to a page about it. */
export function unitCrumbs(unit: Pick<UnitDetail, 'id' | 'name' | 'ancestors'>) {
  return [...unit.ancestors, unit].map(({ id, name }) => ({ label: name, href: `/units/${id}` }))
}
