import { sql } from '../../../platform/db/sql.ts'
import { choiceOf, plainBrand } from '../../../platform/presentation/brand.ts'
import { lockUnitBrand, nearestBrand } from '../brand-row.ts'
import { BrandReply, ReadUnitBrand } from '../contract.ts'
import { command } from '../room.ts'

export const inheritBrand = command({
  name: 'branding.inheritBrand',
  summary: 'Let the pages of a unit look again as those of the nearest unit above it that chose',
  permission: 'branding.change',
  input: ReadUnitBrand,
  output: BrandReply,
  http: { method: 'delete', path: '/units/:unitId/brand' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnitBrand(tx.sql, unitId, actor, now),
  async run({ tx, record }, _input, brand) {
    await tx.sql(sql`DELETE FROM brands WHERE unit_id = ${brand.unitId}::uuid`)
    const nearest = await nearestBrand(tx.sql, brand.tenantId, brand.unitId)
    const choice = nearest ? choiceOf(nearest) : { ...plainBrand }
    record({ type: 'brand', id: brand.unitId }, { ...choiceOf(brand) }, { ...choice })
    return { ...choice, version: 0 }
  },
})
