export { noteLeftCompanies } from './commands/note-left-companies.ts'
export { registerCompany } from './commands/register-company.ts'
export { remindOfPapers } from './commands/remind-of-papers.ts'
export { type Party, type Power, powers } from './company.ts'
export { mayActFor } from './company-row.ts'
export { ShownCompany } from './contract.ts'
export { askedToAct, companyLeft, paperExpiring } from './facts.ts'
export { isShownSql, listedCompanies, reachableCompanies } from './policy.ts'
export {
  listMyCompanies,
  readAgencyLetter,
  readLeftLetter,
  readPaperLetter,
  readShownCompany,
} from './queries/companies.ts'
export { countLeftCompanies } from './queries/left-companies.ts'
