import type { Module } from '../../platform/declare/module.ts'
import { changeBrand } from './commands/change-brand.ts'
import { resetBrand } from './commands/reset-brand.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { brands, readBrand } from './queries/brand.ts'

export const branding: Module = {
  name: 'branding',
  operations: [readBrand, changeBrand, resetBrand],
  pages,
  permissions,
  brands,
}
