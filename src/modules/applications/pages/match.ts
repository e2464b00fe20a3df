import { MatchPage } from '../../../../templates/pages/applications/match-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { rateMatch } from '../commands/rate-match.ts'
import { ApplicationReference } from '../contract.ts'
import { readKeptMatch } from '../queries/match.ts'

const path = '/applications/:applicationId/match'

const kept = page({
  name: 'applications.matchPage',
  path,
  permission: 'person',
  async show({ ask, params, form }) {
    const reference = ApplicationReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(MatchPage, { kept: await ask(readKeptMatch, reference.data), form: form() })
  },
})

const back = ({ params }: PageContext) => `/applications/${params.applicationId}/match`

const rate = action({
  name: 'applications.rateMatchAction',
  path: `${path}/rating`,
  permission: 'person',
  command: rateMatch,
  // A button sends text, and an empty one takes it back.
  tidy: ({ isRight = null, ...input }) => ({ ...input, isRight: isRight === '' ? null : isRight }),
  done: (_result, context) => go(back(context), success('applications.match.said')),
  back,
})

export const matchPages: readonly AnyPage[] = [kept, rate]
