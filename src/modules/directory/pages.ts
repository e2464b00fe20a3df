import { DirectoryPage } from '../../../templates/pages/directory/directory-page.tsx'
import { EntryPage } from '../../../templates/pages/directory/entry-page.tsx'
import { type AnyPage, draw, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { formatPhoneNumber } from '../../platform/sms/phone-number.ts'
import { PersonReference } from './contract.ts'
import { directoryModel } from './pages/directory-model.ts'
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

export const pages: readonly AnyPage[] = [directory, entry]
