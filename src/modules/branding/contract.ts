import { z } from 'zod'
import { cornerChoices, densityChoices, fontChoices, nameStands } from '../../platform/presentation/brand.ts'
import { fileField } from '../../platform/storage/incoming.ts'
import { nameText } from '../../platform/text.ts'
import { logoSizes } from './logo.ts'

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

const alt = nameText(120)

export const Nothing = z.strictObject({})

/**
 * Of what is left out, the words stay as they were, or are the name of the association at first; where that name stands
 * is told by the shape of a new image.
 */
export const SetLogo = z.strictObject({
  file: fileField('branding.error.noLogo').optional(),
  alt: alt.optional(),
  name: z.enum(nameStands).optional(),
})

export const DescribeLogo = z.strictObject({ alt, name: z.enum(nameStands) })

export const LogoReply = z
  .strictObject({
    alt: z.string().meta({ description: 'What it shows, for whoever does not see it.' }),
    name: z
      .enum(nameStands)
      .meta({ description: 'Whether the name stands beside it, or within it already.' }),
    width: z.int(),
    height: z.int(),
    seenOnLight: z.boolean().meta({ description: 'Whether it can be told from a light page.' }),
    seenOnDark: z.boolean(),
    mediaType: z.string(),
    whole: z.string().meta({ description: 'Where it is in its largest size, as documents take it.' }),
    page: z.string().meta({ description: 'Where it is in the size of the top bar.' }),
    version: z.int(),
  })
  .meta({ id: 'Logo' })

export const LogoImageReference = z.strictObject({ fileId: z.uuid(), size: z.enum(logoSizes) })

/** A file of the storage, as it is sent. */
export const LogoImage = z.strictObject({
  key: z.string(),
  mediaType: z.string(),
  size: z.int(),
  tag: z.string(),
})

/** What a document of an association wears. */
export const DocumentBrand = z.strictObject({
  name: z.string(),
  ink: z.string().meta({ description: 'The colour of its headings, as one reads it on paper: `#rrggbb`.' }),
  colour: z.string().nullable(),
  corners: z.enum(cornerChoices),
  logo: z
    .strictObject({
      key: z.string().meta({ description: 'Under which the storage holds it.' }),
      mediaType: z.string(),
      width: z.int(),
      height: z.int(),
      alt: z.string(),
      name: z.enum(nameStands),
    })
    .nullable(),
})

export type LogoReply = z.output<typeof LogoReply>
export type BrandReply = z.output<typeof BrandReply>
