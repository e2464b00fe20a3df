import { z } from 'zod'
import { cornerChoices, densityChoices, fontChoices } from '../../platform/presentation/brand.ts'

const choice = {
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
  corners: z.enum(cornerChoices),
  font: z.enum(fontChoices),
  density: z.enum(densityChoices),
}

export const ChangeBrand = z.strictObject(choice)

export const ChangeUnitBrand = z.strictObject({ unitId: z.uuid(), ...choice })

export const ReadUnitBrand = z.strictObject({ unitId: z.uuid() })

export const ReadBrand = z.strictObject({})

export const BrandReply = z
  .strictObject({ ...choice, version: z.int().meta({ description: '0 while nothing was chosen yet.' }) })
  .meta({ id: 'Brand' })

export const UnitBrandReply = BrandReply.extend({
  unitName: z.string(),
  /** Null where it is the installation that decides. */
  from: z.strictObject({ unitId: z.uuid(), name: z.string(), isOwn: z.boolean() }).nullable(),
}).meta({ id: 'UnitBrand' })

export type UnitBrandReply = z.output<typeof UnitBrandReply>
export type BrandReply = z.output<typeof BrandReply>
