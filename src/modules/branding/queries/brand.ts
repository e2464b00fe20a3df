import type { Brands } from '../../../platform/policy/slots.ts'
import { choiceOf } from '../../../platform/presentation/brand.ts'
import { findBrand, findUnitBrand, nearestBrand } from '../brand-row.ts'
import { BrandReply, ReadBrand, ReadUnitBrand, UnitBrandReply } from '../contract.ts'
import { query } from '../room.ts'
import { toReply } from '../views.ts'

export const readBrand = query({
  name: 'branding.readBrand',
  summary: 'Read how the pages of your association look',
  permission: 'branding.change',
  input: ReadBrand,
  output: BrandReply,
  http: { method: 'get', path: '/brand' },
  target: ({ db, actor }) => findBrand(db.sql, actor),
  run: async (_context, _input, brand) => toReply(brand),
})

export const readUnitBrand = query({
  name: 'branding.readUnitBrand',
  summary: 'Read how the pages of a unit look, and which unit at or above it chose that',
  permission: 'branding.change',
  input: ReadUnitBrand,
  output: UnitBrandReply,
  http: { method: 'get', path: '/units/:unitId/brand' },
  target: ({ db, actor, now }, { unitId }) => findUnitBrand(db.sql, unitId, actor, now),
  async run({ db }, _input, brand) {
    const nearest = await nearestBrand(db.sql, brand.tenantId, brand.unitId)
    return {
      ...toReply(nearest ? { ...nearest, version: brand.version } : brand),
      unitName: brand.unitName,
      from: nearest && {
        unitId: nearest.unitId,
        name: nearest.unitName,
        isOwn: nearest.unitId === brand.unitId,
      },
    }
  },
})

/** What every page of an association is drawn with. */
export const brands: Brands = {
  async brandOf(run, tenantId, unitId) {
    const brand = await nearestBrand(run, tenantId, unitId ?? tenantId)
    return brand && choiceOf(brand)
  },
}
