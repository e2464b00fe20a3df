import type { Module } from '../../platform/declare/module.ts'
import { pages } from './pages.ts'
import { readCompanyEntry, searchCompanies } from './queries/companies.ts'
import { listOfferedUnits, readDirectoryEntry, searchDirectory } from './queries/directory.ts'

export const directory: Module = {
  name: 'directory',
  operations: [searchDirectory, readDirectoryEntry, listOfferedUnits, searchCompanies, readCompanyEntry],
  pages,
  permissions: {},
}
