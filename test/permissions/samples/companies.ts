import { nothing, type Sample, type Samples } from './sample.ts'

const said = () => ({ legalName: 'Test Works', country: 'UA' })

/** A company of the association, with the id of the unit, which nobody of those who ask acts for. */
const company: Sample = {
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
}
