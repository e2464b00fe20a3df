import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { CompanyFormPage } from '../../../templates/pages/companies/company-form-page.tsx'
import { CompanyPage } from '../../../templates/pages/companies/company-page.tsx'
import { MyCompaniesPage } from '../../../templates/pages/companies/my-companies-page.tsx'
import { MyWorksPage } from '../../../templates/pages/companies/my-works-page.tsx'
import { NewWorkPage } from '../../../templates/pages/companies/new-work-page.tsx'
import { PaperPage } from '../../../templates/pages/companies/paper-page.tsx'
import { PaperScanPage } from '../../../templates/pages/companies/paper-scan-page.tsx'
import { ServiceAreaPage } from '../../../templates/pages/companies/service-area-page.tsx'
import { ServicePage } from '../../../templates/pages/companies/service-page.tsx'
import { WorkPage } from '../../../templates/pages/companies/work-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { typedMoney, writtenAmount } from '../../platform/presentation/money.ts'
import { formatPosition, placePrecisions } from '../people/index.ts'
import { listUnitsWithBoundary } from '../units/index.ts'
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
import { registerCompany } from './commands/register-company.ts'
import { reinstateCompany } from './commands/reinstate-company.ts'
import { removePaper } from './commands/remove-paper.ts'
import { removePaperScan } from './commands/remove-paper-scan.ts'
import { removeWork } from './commands/remove-work.ts'
import { removeWorkFile } from './commands/remove-work-file.ts'
import { setPaperScan } from './commands/set-paper-scan.ts'
import { setServiceArea } from './commands/set-service-area.ts'
import { suspendCompany } from './commands/suspend-company.ts'
import { verifyCompany } from './commands/verify-company.ts'
import { statusTones } from './company.ts'
import { CompanyReference, PaperReference, WorkReference } from './contract.ts'
import { companyList, listMyCompanies, listUnitsToWorkIn, readCompany } from './queries/companies.ts'
import { listMyWorks, readWork } from './queries/works.ts'
import { paperScan, workFile } from './scan.ts'

const addressOf = ({ companyId }: Record<string, string>) => `/companies/${companyId}`

function referenceOf(params: Record<string, string>): { companyId: string } {
  const reference = CompanyReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

function paperOf(params: Record<string, string>) {
  const reference = PaperReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

const workAddress = ({ workId }: Record<string, string>) => `/works/${workId}`

function workOf(params: Record<string, string>) {
  const reference = WorkReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

const mine = page({
  name: 'companies.myCompaniesPage',
  path: '/my-companies',
  permission: 'member',
  navigation: { group: 'me', label: 'companies.mine.title', icon: 'work', order: 35 },
  show: async ({ ask }) => draw(MyCompaniesPage, { ...(await ask(listMyCompanies, {})), tones: statusTones }),
})

const register = page({
  name: 'companies.registerCompanyPage',
  path: '/my-companies/new',
  permission: 'member',
  show: async ({ form }) =>
    draw(CompanyFormPage, {
      found: null,
      form: form({ shownTo: 'staff', papersTo: 'staff', contactTo: 'staff' }),
    }),
  submit: {
    command: registerCompany,
    done: (result) => go(addressOf(result), success('companies.registered')),
  },
})

const all = page({
  name: 'companies.companiesPage',
  path: '/companies',
  permission: 'companies.read',
  navigation: { group: 'administration', label: 'companies.list.title', icon: 'work', order: 26 },
  show: async (context) => draw(ListPage, { list: await listModel(companyList, context) }),
})

const one = page({
  name: 'companies.companyPage',
  path: '/companies/:companyId',
  permission: 'member',
  async show({ ask, params, form }) {
    const company = await ask(readCompany, referenceOf(params))
    const asks = company.abilities.manage ? 'apply' : 'manage'
    return draw(CompanyPage, { company, tones: statusTones, form: form({ powers: [asks] }) })
  },
  submit: {
    command: askToAct,
    done: (result) => go(addressOf(result), success('companies.agency.asked')),
  },
})

const edit = page({
  name: 'companies.editCompanyPage',
  path: '/companies/:companyId/edit',
  permission: 'member',
  async show({ ask, params, form }) {
    const company = await ask(readCompany, referenceOf(params))
    if (!company.abilities.manage || !company.more) throw notAllowed()
    const { more, ...rest } = company
    const filled = Object.entries({ ...rest, ...more }).map(([key, value]) => [key, value ?? ''])
    return draw(CompanyFormPage, { found: company, form: form(Object.fromEntries(filled)) })
  },
  submit: {
    command: changeCompany,
    done: (result) => go(addressOf(result), success('companies.saved')),
  },
})

const paper = page({
  name: 'companies.addPaperPage',
  path: '/companies/:companyId/papers/new',
  permission: 'member',
  async show({ ask, params, form }) {
    const company = await ask(readCompany, referenceOf(params))
    if (!company.abilities.manage) throw notAllowed()
    return draw(PaperPage, { company, form: form({ kind: 'licence' }) })
  },
  submit: {
    command: addPaper,
    tidy: typedMoney,
    done: (result) => go(addressOf(result), success('companies.paper.added')),
  },
})

const onePaper = page({
  name: 'companies.paperScanPage',
  path: '/companies/:companyId/papers/:paperId',
  permission: 'member',
  async show({ ask, params, form }) {
    const { companyId, paperId } = paperOf(params)
    const company = await ask(readCompany, { companyId })
    const found = company.more?.papers.find(({ id }) => id === paperId)
    if (!found) throw notFound()
    return draw(PaperScanPage, { company, paper: found, form: form(), scans: paperScan })
  },
})

const scan = action({
  name: 'companies.setPaperScanAction',
  path: '/companies/:companyId/papers/:paperId/scan',
  permission: 'member',
  command: setPaperScan,
  done: (result) => go(`${addressOf(result)}/papers/${result.paperId}`, success('companies.scan.saved')),
  back: ({ params }) => `${addressOf(params)}/papers/${params.paperId}`,
})

const dropScan = action({
  name: 'companies.removePaperScanAction',
  path: '/companies/:companyId/papers/:paperId/scan/remove',
  permission: 'member',
  command: removePaperScan,
  done: (result) => go(`${addressOf(result)}/papers/${result.paperId}`, success('companies.scan.removed')),
  back: ({ params }) => `${addressOf(params)}/papers/${params.paperId}`,
})

const service = page({
  name: 'companies.servicePage',
  path: '/companies/:companyId/service',
  permission: 'member',
  async show({ ask, params, form }) {
    const reference = referenceOf(params)
    const [company, { items }] = await Promise.all([
      ask(readCompany, reference),
      ask(listUnitsToWorkIn, reference),
    ])
    if (!company.abilities.manage || !company.more) throw notAllowed()
    const { skills, position, serviceRadius, units, more } = company
    const filled = {
      skills: skills.join('\n'),
      position: position ? formatPosition(position) : '',
      placePrecision: more.placePrecision,
      serviceRadius: serviceRadius ?? '',
      unitIds: units.map(({ id }) => id),
    }
    return draw(ServicePage, { company, units: items, precisions: placePrecisions, form: form(filled) })
  },
  submit: {
    command: changeService,
    done: (result) => go(addressOf(result), success('companies.service.saved')),
  },
})

const serviceArea = page({
  name: 'companies.serviceAreaPage',
  path: '/companies/:companyId/service-area',
  permission: 'member',
  async show({ ask, params, form }) {
    const [company, { items }] = await Promise.all([
      ask(readCompany, referenceOf(params)),
      ask(listUnitsWithBoundary, {}),
    ])
    if (!company.abilities.manage) throw notAllowed()
    const area = company.serviceArea ? JSON.stringify(company.serviceArea) : ''
    return draw(ServiceAreaPage, { company, units: items, form: form({ area }) })
  },
  submit: {
    command: setServiceArea,
    done: (result) => go(addressOf(result), success('companies.service.saved')),
  },
})

const newWork = page({
  name: 'companies.addCompanyWorkPage',
  path: '/companies/:companyId/works/new',
  permission: 'member',
  async show({ ask, params, form }) {
    const company = await ask(readCompany, referenceOf(params))
    if (!company.abilities.manage) throw notAllowed()
    return draw(NewWorkPage, { company, form: form({ shownTo: 'members' }) })
  },
  submit: {
    command: addCompanyWork,
    tidy: typedMoney,
    done: ({ workId }) => go(`/works/${workId}`, success('companies.works.added')),
  },
})

const myWorks = page({
  name: 'companies.myWorksPage',
  path: '/profile/works',
  permission: 'member',
  async show({ ask, form, links }) {
    const { items } = await ask(listMyWorks, {})
    return draw(MyWorksPage, { works: items, tabs: links('profile'), form: form({ shownTo: 'members' }) })
  },
  submit: {
    command: addMyWork,
    tidy: typedMoney,
    done: ({ workId }) => go(`/works/${workId}`, success('companies.works.added')),
  },
})

const work = page({
  name: 'companies.workPage',
  path: '/works/:workId',
  permission: 'member',
  async show({ ask, params, form }) {
    const found = await ask(readWork, workOf(params))
    const filled = Object.entries(found).map(([key, value]) => [key, value ?? ''])
    return draw(WorkPage, {
      work: found,
      form: form({ ...Object.fromEntries(filled), amount: writtenAmount(found) }),
      files: workFile,
    })
  },
  submit: {
    command: changeWork,
    tidy: typedMoney,
    done: (result) => go(workAddress(result), success('companies.works.saved')),
  },
})

const dropWork = action({
  name: 'companies.removeWorkAction',
  path: '/works/:workId/remove',
  permission: 'member',
  command: removeWork,
  done: ({ companyId }) =>
    go(
      companyId === null ? '/profile/works' : `/companies/${companyId}#works`,
      success('companies.works.removed'),
    ),
  back: ({ params }) => workAddress(params),
})

const workFileAdded = action({
  name: 'companies.addWorkFileAction',
  path: '/works/:workId/files',
  permission: 'member',
  command: addWorkFile,
  done: (result) => go(workAddress(result), success('companies.works.fileAdded')),
  back: ({ params }) => workAddress(params),
})

const dropWorkFile = action({
  name: 'companies.removeWorkFileAction',
  path: '/works/:workId/files/:fileId/remove',
  permission: 'member',
  command: removeWorkFile,
  done: (result) => go(workAddress(result), success('companies.works.fileRemoved')),
  back: ({ params }) => workAddress(params),
})

const decline = action({
  name: 'companies.declineToActAction',
  path: '/companies/:companyId/decline',
  permission: 'member',
  command: declineToAct,
  done: () => go('/my-companies', success('companies.agency.declined')),
  back: ({ params }) => addressOf(params),
})

const dropPaper = action({
  name: 'companies.removePaperAction',
  path: '/companies/:companyId/papers/:paperId/remove',
  permission: 'member',
  command: removePaper,
  done: (result) => go(addressOf(result), success('companies.paper.removed')),
  back: ({ params }) => addressOf(params),
})

const confirm = action({
  name: 'companies.confirmAgencyAction',
  path: '/companies/:companyId/agree',
  permission: 'member',
  command: confirmAgency,
  done: (result) => go(addressOf(result), success('companies.agency.confirmed')),
  back: ({ params }) => addressOf(params),
})

const end = action({
  name: 'companies.endAgencyAction',
  path: '/companies/:companyId/agencies/:agencyId/end',
  permission: 'member',
  command: endAgency,
  done: () => go('/my-companies', success('companies.agency.ended')),
  back: ({ params }) => addressOf(params),
})

const verify = action({
  name: 'companies.verifyCompanyAction',
  path: '/companies/:companyId/verify',
  permission: 'companies.decide',
  command: verifyCompany,
  done: (result) => go(addressOf(result), success('companies.decided')),
  back: ({ params }) => addressOf(params),
})

const suspend = action({
  name: 'companies.suspendCompanyAction',
  path: '/companies/:companyId/suspend',
  permission: 'companies.decide',
  command: suspendCompany,
  done: (result) => go(addressOf(result), success('companies.decided')),
  back: ({ params }) => addressOf(params),
})

const reinstate = action({
  name: 'companies.reinstateCompanyAction',
  path: '/companies/:companyId/reinstate',
  permission: 'companies.decide',
  command: reinstateCompany,
  done: (result) => go(addressOf(result), success('companies.decided')),
  back: ({ params }) => addressOf(params),
})

export const pages: readonly AnyPage[] = [
  mine,
  register,
  all,
  one,
  edit,
  paper,
  onePaper,
  scan,
  dropScan,
  dropPaper,
  service,
  serviceArea,
  newWork,
  myWorks,
  work,
  dropWork,
  workFileAdded,
  dropWorkFile,
  decline,
  confirm,
  end,
  verify,
  suspend,
  reinstate,
]
