import { MergePage } from '../../../templates/pages/privacy/merge-page.tsx'
import { MergeSearchPage } from '../../../templates/pages/privacy/merge-search-page.tsx'
import { MyDataPage } from '../../../templates/pages/privacy/my-data-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { closeMyAccount } from './commands/close-my-account.ts'
import { leaveAssociation } from './commands/leave-association.ts'
import { mergePeople } from './commands/merge-people.ts'
import { requestMyData } from './commands/request-my-data.ts'
import { stayInAssociation } from './commands/stay-in-association.ts'
import { PersonReference } from './contract.ts'
import { listPossibleDuplicates, previewMerge } from './queries/merging.ts'
import { readMyData } from './queries/my-data.ts'

const mergeSearch = page({
  name: 'privacy.mergeSearchPage',
  path: '/people/:personId/merge',
  permission: 'privacy.merge',
  async show({ ask, params, query }) {
    const { personId } = referenceOf(params.personId)
    const text = (query.search ?? '').trim().slice(0, 120)
    return draw(MergeSearchPage, { ...(await ask(listPossibleDuplicates, { personId, text })), text })
  },
})

const merge = page({
  name: 'privacy.mergePage',
  path: '/people/:personId/merge/:otherId',
  permission: 'privacy.merge',
  async show({ ask, params, form }) {
    const { personId } = referenceOf(params.personId)
    const { personId: otherId } = referenceOf(params.otherId)
    return draw(MergePage, {
      preview: await ask(previewMerge, { keptId: personId, mergedId: otherId }),
      form: form({ keptId: personId }),
    })
  },
  submit: {
    command: mergePeople,
    // The form asks which entry stays; the other one of the two is merged.
    fill: ({ params, form }) => {
      const keptId = String(form().values.keptId ?? '')
      return { keptId, mergedId: keptId === params.personId ? params.otherId : params.personId }
    },
    done: ({ personId }) => go(`/people/${personId}`, success('privacy.merge.done')),
  },
})

const myData = page({
  name: 'privacy.myDataPage',
  path: '/profile/data',
  permission: 'person',
  show: async ({ ask, form, links }) =>
    draw(MyDataPage, { data: await ask(readMyData, {}), form: form(), tabs: links('profile') }),
  submit: { command: closeMyAccount, done: () => go('/sign-in', success('privacy.close.done')) },
})

const requestData = action({
  name: 'privacy.requestMyDataAction',
  path: '/profile/data/export',
  permission: 'person',
  command: requestMyData,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back: () => '/profile/data',
})

const leave = action({
  name: 'privacy.leaveAction',
  path: '/profile/data/leave',
  permission: 'person',
  command: leaveAssociation,
  done: () => go('/profile/data', success('privacy.leave.done')),
  back: () => '/profile/data',
})

const stay = action({
  name: 'privacy.stayAction',
  path: '/profile/data/stay',
  permission: 'person',
  command: stayInAssociation,
  done: () => go('/profile/data', success('privacy.leave.stayed')),
  back: () => '/profile/data',
})

function referenceOf(personId: string | undefined): { personId: string } {
  const reference = PersonReference.safeParse({ personId })
  if (!reference.success) throw notFound()
  return reference.data
}

export const pages: readonly AnyPage[] = [mergeSearch, merge, myData, requestData, leave, stay]
