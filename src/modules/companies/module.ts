import type { Module } from '../../platform/declare/module.ts'
import { addPaper } from './commands/add-paper.ts'
import { askToAct } from './commands/ask-to-act.ts'
import { changeCompany } from './commands/change-company.ts'
import { confirmAgency } from './commands/confirm-agency.ts'
import { endAgency } from './commands/end-agency.ts'
import { registerCompany } from './commands/register-company.ts'
import { reinstateCompany } from './commands/reinstate-company.ts'
import { remindOfPapers } from './commands/remind-of-papers.ts'
import { removePaper } from './commands/remove-paper.ts'
import { suspendCompany } from './commands/suspend-company.ts'
import { verifyCompany } from './commands/verify-company.ts'
import { alreadyActs, registrationTaken, taxPurpose } from './company.ts'
import { paperExpiring } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { companyList, listMyCompanies, readCompany, readPaperLetter } from './queries/companies.ts'
import { personalData } from './slots/personal-data.ts'
import { topics } from './slots/topics.ts'

export const companies: Module = {
  name: 'companies',
  operations: [
    companyList.query,
    listMyCompanies,
    readCompany,
    registerCompany,
    changeCompany,
    addPaper,
    removePaper,
    askToAct,
    confirmAgency,
    endAgency,
    verifyCompany,
    suspendCompany,
    reinstateCompany,
    remindOfPapers,
    readPaperLetter,
  ],
  facts: [paperExpiring],
  topics,
  pages,
  endpoints: [companyList.download],
  permissions,
  personalData,
  sealedColumns: [{ table: 'companies', keys: ['id'], column: 'sealed_tax_number', purpose: taxPurpose }],
  constraintErrors: {
    companies_registration_key: registrationTaken,
    agencies_current_key: alreadyActs,
  },
  tenantData: { goes: ['agencies', 'company_papers', 'companies'] },
}
