import type { Module } from '../../platform/declare/module.ts'
import { changeBrand } from './commands/change-brand.ts'
import { changeUnitBrand } from './commands/change-unit-brand.ts'
import { describeLogo } from './commands/describe-logo.ts'
import { inheritBrand } from './commands/inherit-brand.ts'
import { removeLogo } from './commands/remove-logo.ts'
import { resetBrand } from './commands/reset-brand.ts'
import { setLogo } from './commands/set-logo.ts'
import { endpoints } from './endpoints.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { brands, readBrand, readUnitBrand } from './queries/brand.ts'
import { findMyLogo, readDocumentBrand, readLogo, readLogoImage } from './queries/logo.ts'
import { links } from './slots/links.ts'

export const branding: Module = {
  name: 'branding',
  operations: [
    readBrand,
    readUnitBrand,
    changeBrand,
    resetBrand,
    changeUnitBrand,
    inheritBrand,
    readLogo,
    findMyLogo,
    setLogo,
    describeLogo,
    removeLogo,
    readLogoImage,
    readDocumentBrand,
  ],
  pages,
  endpoints,
  permissions,
  brands,
  links,
  tenantData: { goes: ['brands', 'brand_logos'] },
}
