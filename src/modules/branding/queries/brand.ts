import type { Brands } from '../../../platform/policy/slots.ts'
import { choiceOf, plainBrand } from '../../../platform/presentation/brand.ts'
import { findBrand, findUnitBrand, nearestBrand } from '../brand-row.ts'
import { BrandReply, ReadBrand, ReadUnitBrand, UnitBrandReply } from '../contract.ts'
import { logoOf } from '../logo-row.ts'
import { query } from '../room.ts'
import { toReply, toShown } from '../views.ts'

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

/** What every page and every mail of an association is drawn with. A unit may have looks of its own, and no logo. */
export const brands: Brands = {
  async brandOf(run, tenantId, unitId) {
    const [choice, logo] = await Promise.all([
      nearestBrand(run, tenantId, unitId ?? tenantId),
      logoOf(run, tenantId),
    ])
    if (!choice && !logo) return null
    return { choice: choice ? choiceOf(choice) : plainBrand, logo: logo && toShown(logo) }
  },
}
