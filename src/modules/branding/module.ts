import type { Module } from '../../platform/declare/module.ts'
import { changeBrand } from './commands/change-brand.ts'
import { changeUnitBrand } from './commands/change-unit-brand.ts'
import { inheritBrand } from './commands/inherit-brand.ts'
import { resetBrand } from './commands/reset-brand.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { brands, readBrand, readUnitBrand } from './queries/brand.ts'
import { links } from './slots/links.ts'

export const branding: Module = {
  name: 'branding',
  operations: [readBrand, readUnitBrand, changeBrand, resetBrand, changeUnitBrand, inheritBrand],
  pages,
  permissions,
  brands,
  links,
}
