import type { Module } from '../../platform/declare/module.ts'
import { addCompanyWork } from './commands/add-company-work.ts'
import { addMyWork } from './commands/add-my-work.ts'
import { addPaper } from './commands/add-paper.ts'
import { addWorkFile } from './commands/add-work-file.ts'
import { askToAct } from './commands/ask-to-act.ts'
import { changeCompany } from './commands/change-company.ts'
import { changeService } from './commands/change-service.ts'
import { changeWork } from './commands/change-work.ts'
import { confirmAgency } from './commands/confirm-agency.ts'
import { declineToAct } from './commands/decline-to-act.ts'
import { endAgency } from './commands/end-agency.ts'
import { noteLeftCompanies } from './commands/note-left-companies.ts'
import { registerCompany } from './commands/register-company.ts'
import { reinstateCompany } from './commands/reinstate-company.ts'
import { remindOfPapers } from './commands/remind-of-papers.ts'
import { removePaper } from './commands/remove-paper.ts'
import { removePaperScan } from './commands/remove-paper-scan.ts'
import { removeWork } from './commands/remove-work.ts'
import { removeWorkFile } from './commands/remove-work-file.ts'
import { setPaperScan } from './commands/set-paper-scan.ts'
import { setServiceArea } from './commands/set-service-area.ts'
import { suspendCompany } from './commands/suspend-company.ts'
import { verifyCompany } from './commands/verify-company.ts'
import { alreadyActs, registrationTaken, taxPurpose } from './company.ts'
import { askedToAct, companyLeft, paperExpiring } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import {
  companyList,
  listMyCompanies,
  listUnitsToWorkIn,
  readAgencyLetter,
  readCompany,
  readLeftLetter,
  readPaperLetter,
  readShownCompany,
} from './queries/companies.ts'
import { countLeftCompanies } from './queries/left-companies.ts'
import { listMyWorks, readWork } from './queries/works.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

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
    readAgencyLetter,
    readLeftLetter,
    readShownCompany,
    listUnitsToWorkIn,
    changeService,
    setServiceArea,
    setPaperScan,
    removePaperScan,
    addCompanyWork,
    addMyWork,
    listMyWorks,
    readWork,
    changeWork,
    removeWork,
    addWorkFile,
    removeWorkFile,
    declineToAct,
    countLeftCompanies,
    noteLeftCompanies,
  ],
  facts: [paperExpiring, askedToAct, companyLeft],
  links,
  unitHoldings,
  topics,
  pages,
  endpoints: [companyList.download],
  permissions,
  personalData,
  purges,
  sealedColumns: [{ table: 'companies', keys: ['id'], column: 'sealed_tax_number', purpose: taxPurpose }],
  constraintErrors: {
    companies_registration_key: registrationTaken,
    agencies_current_key: alreadyActs,
    agencies_asked_key: alreadyActs,
  },
  tenantData: {
    goes: ['past_work_files', 'past_works', 'company_units', 'agencies', 'company_papers', 'companies'],
  },
}
