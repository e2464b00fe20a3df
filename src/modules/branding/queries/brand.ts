import { sql } from '../../../platform/db/sql.ts'
import type { Brands } from '../../../platform/policy/slots.ts'
import type { BrandChoice } from '../../../platform/presentation/brand.ts'
import { findBrand } from '../brand-row.ts'
import { BrandReply, ReadBrand } from '../contract.ts'
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

/** What every page of an association is drawn with. */
export const brands: Brands = {
  async brandOf(run, tenantId) {
    const [brand] = await run<BrandChoice>(sql`
      SELECT b.colour, b.corners, b.font, b.density FROM brands b WHERE b.tenant_id = ${tenantId}::uuid`)
    return brand ?? null
  },
}
