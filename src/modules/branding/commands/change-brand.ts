import { choiceOf } from '../../../platform/presentation/brand.ts'
import { lockBrand } from '../brand-row.ts'
import { BrandReply, ChangeBrand } from '../contract.ts'
import { command } from '../room.ts'
import { writeBrand } from '../written-brand-row.ts'

export const changeBrand = command({
  name: 'branding.changeBrand',
  summary: 'Choose colour, corners, letters and density of the pages of your association',
  permission: 'branding.change',
  input: ChangeBrand,
  output: BrandReply,
  http: { method: 'put', path: '/brand' },
  severity: 'notable',
  target: ({ tx, actor }) => lockBrand(tx.sql, actor),
  async run({ tx, now, record }, choice, brand) {
    await writeBrand(tx, brand, choice, now)
    record({ type: 'brand', id: brand.tenantId }, { ...choiceOf(brand) }, { ...choice })
    return { ...choice, version: brand.version + 1 }
  },
})
