import { CompaniesPage } from '../../../templates/pages/directory/companies-page.tsx'
import { CompanyEntryPage } from '../../../templates/pages/directory/company-entry-page.tsx'
import { DirectoryPage } from '../../../templates/pages/directory/directory-page.tsx'
import { EntryPage } from '../../../templates/pages/directory/entry-page.tsx'
import { type AnyPage, draw, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { formatPhoneNumber } from '../../platform/sms/phone-number.ts'
import { CompanyReference, PersonReference } from './contract.ts'
import { companiesModel, directoryModel } from './pages/directory-model.ts'
import { readCompanyEntry } from './queries/companies.ts'
import { readDirectoryEntry } from './queries/directory.ts'

const directory = page({
  name: 'directory.directoryPage',
  path: '/directory',
  permission: 'anyone',
  navigation: {
    group: 'association',
    label: 'directory.title',
    icon: 'people',
    order: 15,
    permission: 'member',
  },
  show: async (context) => draw(DirectoryPage, await directoryModel(context)),
})

const entry = page({
  name: 'directory.entryPage',
  path: '/directory/:personId',
  permission: 'anyone',
  async show({ ask, params, caller }) {
    const reference = PersonReference.safeParse(params)
    if (!reference.success) throw notFound()
    const person = await ask(readDirectoryEntry, reference.data)
    const { actor } = caller
    return draw(EntryPage, {
      person: { ...person, phone: person.phone && formatPhoneNumber(person.phone) },
      isMe: actor.kind === 'account' && actor.personId === person.personId,
    })
  },
})

const companies = page({
  name: 'directory.companiesPage',
  path: '/directory/companies',
  permission: 'anyone',
  show: async (context) => draw(CompaniesPage, await companiesModel(context)),
})

const company = page({
  name: 'directory.companyEntryPage',
  path: '/directory/companies/:companyId',
  permission: 'anyone',
  async show({ ask, params }) {
    const reference = CompanyReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(CompanyEntryPage, { company: await ask(readCompanyEntry, reference.data) })
  },
})

export const pages: readonly AnyPage[] = [directory, entry, companies, company]
