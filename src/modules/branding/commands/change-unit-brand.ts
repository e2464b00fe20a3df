import { choiceOf } from '../../../platform/presentation/brand.ts'
import { lockUnitBrand } from '../brand-row.ts'
import { BrandReply, ChangeUnitBrand } from '../contract.ts'
import { command } from '../room.ts'
import { writeBrand } from '../written-brand-row.ts'

export const changeUnitBrand = command({
  name: 'branding.changeUnitBrand',
  summary: 'Choose how the pages of a unit, and of all below it that choose nothing else, look',
  permission: 'branding.change',
  input: ChangeUnitBrand,
  output: BrandReply,
  http: { method: 'put', path: '/units/:unitId/brand' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnitBrand(tx.sql, unitId, actor, now),
  async run({ tx, now, record }, { unitId: _unitId, ...choice }, brand) {
    await writeBrand(tx, brand, choice, now)
    record({ type: 'brand', id: brand.unitId }, { ...choiceOf(brand) }, { ...choice })
    return { ...choice, version: brand.version + 1 }
  },
})
