import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { choiceOf, plainBrand } from '../../../platform/presentation/brand.ts'
import { lockBrand } from '../brand-row.ts'
import { BrandReply } from '../contract.ts'
import { command } from '../room.ts'

export const resetBrand = command({
  name: 'branding.resetBrand',
  summary: 'Give the pages of your association the looks of the installation again',
  permission: 'branding.change',
  input: z.strictObject({}),
  output: BrandReply,
  http: { method: 'delete', path: '/brand' },
  severity: 'notable',
  target: ({ tx, actor }) => lockBrand(tx.sql, actor),
  async run({ tx, record }, _input, brand) {
    await tx.sql(sql`DELETE FROM brands WHERE unit_id = ${brand.unitId}::uuid`)
    record({ type: 'brand', id: brand.tenantId }, { ...choiceOf(brand) }, { ...plainBrand })
    return { ...plainBrand, version: 0 }
  },
})
