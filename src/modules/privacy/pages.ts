import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { DuplicatesPage } from '../../../templates/pages/privacy/duplicates-page.tsx'
import { MergePage } from '../../../templates/pages/privacy/merge-page.tsx'
import { MergeSearchPage } from '../../../templates/pages/privacy/merge-search-page.tsx'
import { MergeUndoPage } from '../../../templates/pages/privacy/merge-undo-page.tsx'
import { MyDataPage } from '../../../templates/pages/privacy/my-data-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { closeMyAccount } from './commands/close-my-account.ts'
import { leaveAssociation } from './commands/leave-association.ts'
import { mergePeople } from './commands/merge-people.ts'
import { requestMyData } from './commands/request-my-data.ts'
import { sayDifferent } from './commands/say-different.ts'
import { sayMaybeSame } from './commands/say-maybe-same.ts'
import { stayInAssociation } from './commands/stay-in-association.ts'
import { undoMerge } from './commands/undo-merge.ts'
import { MergeReference, PersonReference } from './contract.ts'
import { listDuplicates } from './queries/duplicates.ts'
import { mergeList, readMerge } from './queries/merges.ts'
import { listPossibleDuplicates, previewMerge } from './queries/merging.ts'
import { readMyData } from './queries/my-data.ts'

const mergeSearch = page({
  name: 'privacy.mergeSearchPage',
  path: '/people/:personId/merge',
  permission: 'privacy.merge',
  async show({ ask, params, query, form }) {
    const { personId } = referenceOf(params.personId)
    const text = (query.search ?? '').trim().slice(0, 120)
    const { idempotencyKey } = form()
    return draw(MergeSearchPage, {
      ...(await ask(listPossibleDuplicates, { personId, text })),
      text,
      idempotencyKey,
    })
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

const duplicates = page({
  name: 'privacy.duplicatesPage',
  path: '/merges',
  permission: 'privacy.merge',
  navigation: { group: 'administration', label: 'privacy.duplicates.title', icon: 'people', order: 28 },
  async show({ ask, query, form }) {
    const cursor = query.cursor || undefined
    const { items, nextCursor } = await ask(listDuplicates, { cursor })
    const { idempotencyKey } = form()
    return draw(DuplicatesPage, { items, nextCursor, isFirstPage: cursor === undefined, idempotencyKey })
  },
})

const differentInList = action({
  name: 'privacy.sayDifferentInListAction',
  path: '/merges/different/:personId/:otherId',
  permission: 'privacy.merge',
  command: sayDifferent,
  done: () => go('/merges', success('privacy.different.done')),
  back: () => '/merges',
})

const merges = page({
  name: 'privacy.mergesPage',
  path: '/merges/done',
  permission: 'privacy.merge',
  show: async (context) => draw(ListPage, { list: await listModel(mergeList, context) }),
})

const oneMerge = page({
  name: 'privacy.mergeUndoPage',
  path: '/merges/:mergeId',
  permission: 'privacy.merge',
  async show({ ask, params, form }) {
    const reference = MergeReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(MergeUndoPage, {
      merge: await ask(readMerge, reference.data),
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const undo = action({
  name: 'privacy.undoMergeAction',
  path: '/merges/:mergeId/undo',
  permission: 'privacy.merge',
  command: undoMerge,
  done: ({ mergedId, left }) =>
    go(
      `/people/${mergedId}`,
      left.length === 0
        ? success('privacy.merges.undo.done')
        : success('privacy.merges.undo.doneInPart', { what: left.map(({ title }) => title).join(', ') }),
    ),
  back: ({ params }) => `/merges/${params.mergeId}`,
})

const different = action({
  name: 'privacy.sayDifferentAction',
  path: '/people/:personId/different/:otherId',
  permission: 'privacy.merge',
  command: sayDifferent,
  done: (_said, { params }) => go(`/people/${params.personId}/merge`, success('privacy.different.done')),
  back: ({ params }) => `/people/${params.personId}/merge`,
})

const maybeSame = action({
  name: 'privacy.sayMaybeSameAction',
  path: '/people/:personId/same/:otherId',
  permission: 'privacy.merge',
  command: sayMaybeSame,
  done: (_said, { params }) => go(`/people/${params.personId}/merge`, success('privacy.different.takenBack')),
  back: ({ params }) => `/people/${params.personId}/merge`,
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

export const pages: readonly AnyPage[] = [
  mergeSearch,
  merge,
  duplicates,
  differentInList,
  merges,
  oneMerge,
  undo,
  different,
  maybeSame,
  myData,
  requestData,
  leave,
  stay,
]
