import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { CompanyFormPage } from '../../../templates/pages/companies/company-form-page.tsx'
import { CompanyPage } from '../../../templates/pages/companies/company-page.tsx'
import { MyCompaniesPage } from '../../../templates/pages/companies/my-companies-page.tsx'
import { PaperPage } from '../../../templates/pages/companies/paper-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { minorUnits } from '../../platform/presentation/money.ts'
import { addPaper } from './commands/add-paper.ts'
import { askToAct } from './commands/ask-to-act.ts'
import { changeCompany } from './commands/change-company.ts'
import { confirmAgency } from './commands/confirm-agency.ts'
import { endAgency } from './commands/end-agency.ts'
import { registerCompany } from './commands/register-company.ts'
import { reinstateCompany } from './commands/reinstate-company.ts'
import { removePaper } from './commands/remove-paper.ts'
import { suspendCompany } from './commands/suspend-company.ts'
import { verifyCompany } from './commands/verify-company.ts'
import { statusTones } from './company.ts'
import { CompanyReference } from './contract.ts'
import { companyList, listMyCompanies, readCompany } from './queries/companies.ts'

const addressOf = ({ companyId }: Record<string, string>) => `/companies/${companyId}`

function referenceOf(params: Record<string, string>): { companyId: string } {
  const reference = CompanyReference.safeParse(params)
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
  show: async ({ form }) => draw(CompanyFormPage, { found: null, form: form({ shownTo: 'staff' }) }),
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
    return draw(CompanyPage, { company, tones: statusTones, form: form({ powers: ['apply'] }) })
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
    // People write 1,000.50; programs send minor units.
    tidy: (input) => ({
      ...input,
      amount: minorUnits(String(input.amount ?? ''), String(input.currency ?? '')) ?? input.amount,
    }),
    done: (result) => go(addressOf(result), success('companies.paper.added')),
  },
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
  dropPaper,
  confirm,
  end,
  verify,
  suspend,
  reinstate,
]
