import { sql } from '../../../platform/db/sql.ts'
import { choiceOf } from '../../../platform/presentation/brand.ts'
import { lockBrand } from '../brand-row.ts'
import { BrandReply, ChangeBrand } from '../contract.ts'
import { command } from '../room.ts'

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
    const { colour, corners, font, density } = choice
    await tx.sql(sql`
      INSERT INTO brands AS b (tenant_id, colour, corners, font, density, updated_at)
      VALUES (${brand.tenantId}::uuid, ${colour}, ${corners}, ${font}, ${density}, ${now})
      ON CONFLICT (tenant_id) DO UPDATE SET colour = excluded.colour, corners = excluded.corners, font = excluded.font,
        density = excluded.density, version = b.version + 1, updated_at = excluded.updated_at`)
    record({ type: 'brand', id: brand.tenantId }, { ...choiceOf(brand) }, { ...choice })
    return { ...choice, version: brand.version + 1 }
  },
})
