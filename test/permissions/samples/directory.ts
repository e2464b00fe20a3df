import { company } from './companies.ts'
import { nothing, person, type Samples } from './sample.ts'

export const directory: Samples = {
  'directory.searchDirectory': nothing,
  'directory.readDirectoryEntry': person,
  'directory.listOfferedUnits': { about: 'nothing', input: () => ({ unitId: null }) },
  'directory.directoryPage': nothing,
  'directory.entryPage': person,
  'directory.searchCompanies': nothing,
  'directory.readCompanyEntry': company,
  'directory.companiesPage': nothing,
  'directory.companyEntryPage': company,
}
