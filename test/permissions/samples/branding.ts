import { png } from '../world.ts'
import { atUnit, nothing, photo, type Sample, type Samples } from './sample.ts'

const logo: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ fileId: spot.fileId, size: 'whole' }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query('UPDATE persons SET photo_id = NULL')
    await world.portal.app.database.pool.query(
      `INSERT INTO brand_logos (tenant_id, file_id, alt, name, width, height, seen_on_light, seen_on_dark, updated_at)
       SELECT tenant_id, id, 'Logo', 'beside', 1, 1, true, true, created_at FROM stored_files WHERE id = $1`,
      [spot.fileId],
    )
  },
}

const ownLogo: Sample = { ...logo, about: 'nothing', input: () => ({}) }

const wordsOfLogo = { alt: 'A hammer', name: 'beside' }

const someLooks: Sample = {
  about: 'nothing',
  input: () => ({ colour: '#0b5fff', corners: 'round', font: 'shipped', density: 'roomy' }),
}

const someUnitLooks: Sample = {
  about: 'unit',
  input: (context) => ({ ...someLooks.input(context), unitId: context.spot.unitId }),
}

export const branding: Samples = {
  'branding.readUnitBrand': atUnit,
  'branding.changeUnitBrand': someUnitLooks,
  'branding.inheritBrand': atUnit,
  'branding.unitBrandPage': someUnitLooks,
  'branding.inheritAction': atUnit,
  'branding.readBrand': nothing,
  'branding.changeBrand': someLooks,
  'branding.resetBrand': nothing,
  'branding.brandPage': someLooks,
  'branding.resetAction': nothing,
  'branding.readLogo': ownLogo,
  'branding.findMyLogo': nothing,
  'branding.setLogo': photo,
  'branding.describeLogo': { ...ownLogo, input: () => wordsOfLogo },
  'branding.removeLogo': ownLogo,
  'branding.readLogoImage': logo,
  'branding.logoImage': logo,
  'branding.readDocumentBrand': nothing,
  'branding.logoPage': { about: 'nothing', input: () => ({ ...wordsOfLogo, file: png }) },
  'branding.removeLogoAction': ownLogo,
}
