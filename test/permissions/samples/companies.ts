import { png } from '../world.ts'
import { nothing, person, type Sample, type Samples } from './sample.ts'

const said = () => ({ legalName: 'Test Works', country: 'UA' })

/** A company of the association, with the id of the unit, which nobody of those who ask acts for. */
export const company: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ companyId: spot.unitId }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO companies (id, tenant_id, legal_name, country, created_at, updated_at) VALUES ($1, $2, 'Test', 'UA', now(), now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const changed: Sample = { ...company, input: ({ spot }) => ({ companyId: spot.unitId, ...said() }) }

const paper: Sample = {
  ...company,
  input: ({ spot }) => ({ companyId: spot.unitId, kind: 'licence', title: 'Class B' }),
}

const asked: Sample = {
  ...company,
  input: ({ spot }) => ({ companyId: spot.unitId, address: 'nobody@example.org', powers: ['view'] }),
}

const agency: Sample = {
  ...company,
  input: ({ spot }) => ({ companyId: spot.unitId, agencyId: spot.unitId }),
}

const paperReference: Sample = {
  ...company,
  input: ({ spot }) => ({ companyId: spot.unitId, paperId: spot.unitId }),
}

const suspended: Sample = { ...company, input: ({ spot }) => ({ companyId: spot.unitId, reason: 'Because' }) }

const scanned: Sample = {
  ...company,
  input: ({ spot }) => ({ companyId: spot.unitId, paperId: spot.unitId, file: png }),
  async prepare(context) {
    await company.prepare?.(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO company_papers (id, tenant_id, company_id, kind, title, created_at) VALUES ($1, $2, $1, 'licence', 'L', now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const service: Sample = { ...company, input: ({ spot }) => ({ companyId: spot.unitId, skills: ['Welding'] }) }

const newWork: Sample = { ...company, input: ({ spot }) => ({ companyId: spot.unitId, title: 'Roof' }) }

/** Past work of such a company, with its id. */
const work: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ workId: spot.unitId }),
  async prepare(context) {
    await company.prepare?.(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO past_works (id, tenant_id, company_id, title, created_at, updated_at) VALUES ($1, $2, $1, 'Roof', now(), now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const changedWork: Sample = { ...work, input: ({ spot }) => ({ workId: spot.unitId, title: 'Roof' }) }
const workUpload: Sample = { ...work, input: ({ spot }) => ({ workId: spot.unitId, file: png }) }
const workFile: Sample = { ...work, input: ({ spot }) => ({ workId: spot.unitId, fileId: spot.unitId }) }

export const companies: Samples = {
  'companies.listCompanies': nothing,
  'companies.listCompaniesFile': nothing,
  'companies.listMyCompanies': nothing,
  'companies.readCompany': company,
  'companies.registerCompany': { about: 'nothing', input: said },
  'companies.changeCompany': changed,
  'companies.addPaper': paper,
  'companies.removePaper': paperReference,
  'companies.askToAct': asked,
  'companies.confirmAgency': company,
  'companies.endAgency': agency,
  'companies.verifyCompany': company,
  'companies.suspendCompany': suspended,
  'companies.reinstateCompany': company,
  'companies.remindOfPapers': nothing,
  'companies.readPaperLetter': paperReference,
  'companies.myCompaniesPage': nothing,
  'companies.registerCompanyPage': { about: 'nothing', input: said },
  'companies.companiesPage': nothing,
  'companies.companyPage': {
    ...asked,
    input: ({ spot }) => ({ companyId: spot.unitId, address: 'x@example.org', powers: 'view' }),
  },
  'companies.editCompanyPage': changed,
  'companies.addPaperPage': paper,
  'companies.removePaperAction': paperReference,
  'companies.confirmAgencyAction': company,
  'companies.endAgencyAction': agency,
  'companies.verifyCompanyAction': company,
  'companies.suspendCompanyAction': suspended,
  'companies.reinstateCompanyAction': company,
  'companies.readAgencyLetter': agency,
  'companies.readLeftLetter': company,
  'companies.readShownCompany': company,
  'companies.listUnitsToWorkIn': company,
  'companies.changeService': service,
  'companies.setServiceArea': { ...service, input: ({ spot }) => ({ companyId: spot.unitId, area: '' }) },
  'companies.serviceAreaPage': { ...service, input: ({ spot }) => ({ companyId: spot.unitId, area: '' }) },
  'companies.setPaperScan': scanned,
  'companies.removePaperScan': { ...scanned, input: paperReference.input },
  'companies.addCompanyWork': newWork,
  'companies.addMyWork': { about: 'nothing', input: () => ({ title: 'Roof' }) },
  'companies.listMyWorks': nothing,
  'companies.readWork': work,
  'companies.changeWork': changedWork,
  'companies.removeWork': work,
  'companies.addWorkFile': workUpload,
  'companies.removeWorkFile': workFile,
  'companies.declineToAct': company,
  'companies.countLeftCompanies': person,
  'companies.noteLeftCompanies': person,
  'companies.paperScanPage': { ...scanned, input: paperReference.input },
  'companies.setPaperScanAction': scanned,
  'companies.removePaperScanAction': { ...scanned, input: paperReference.input },
  'companies.servicePage': service,
  'companies.addCompanyWorkPage': newWork,
  'companies.myWorksPage': { about: 'nothing', input: () => ({ title: 'Roof' }) },
  'companies.workPage': changedWork,
  'companies.removeWorkAction': work,
  'companies.addWorkFileAction': workUpload,
  'companies.removeWorkFileAction': workFile,
  'companies.declineToActAction': company,
}
