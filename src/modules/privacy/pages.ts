import { MergePage } from '../../../templates/pages/privacy/merge-page.tsx'
import { MergeSearchPage } from '../../../templates/pages/privacy/merge-search-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { mergePeople } from './commands/merge-people.ts'
import { PersonReference } from './contract.ts'
import { listPossibleDuplicates, previewMerge } from './queries/merging.ts'

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

function referenceOf(personId: string | undefined): { personId: string } {
  const reference = PersonReference.safeParse({ personId })
  if (!reference.success) throw notFound()
  return reference.data
}

export const pages: readonly AnyPage[] = [mergeSearch, merge]
