import { EligibilityListPage } from '../../../../templates/pages/membership/eligibility-list-page.tsx'
import { EligibilityPage } from '../../../../templates/pages/membership/eligibility-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { setEligibility } from '../commands/set-eligibility.ts'
import { AskedSubject } from '../contract.ts'
import { verificationKinds } from '../grade.ts'
import { listEligibility, readEligibility } from '../queries/eligibility.ts'
import { listClasses } from '../queries/grades.ts'

const address = '/settings/eligibility'

const all = page({
  name: 'membership.eligibilityListPage',
  path: address,
  permission: 'membership.classes',
  navigation: { group: 'settings', label: 'membership.eligibility.title', icon: 'people', order: 21.5 },
  show: async ({ ask }) => draw(EligibilityListPage, await ask(listEligibility, {})),
})

const one = page({
  name: 'membership.eligibilityPage',
  path: `${address}/:kind/:subject`,
  permission: 'membership.classes',
  async show({ ask, params, form }) {
    const about = AskedSubject.safeParse(params)
    if (!about.success) throw notFound()
    const [rule, classes] = await Promise.all([ask(readEligibility, about.data), ask(listClasses, {})])
    const { grades, types, verified } = rule
    return draw(EligibilityPage, {
      rule,
      classes: classes.items,
      verified: verificationKinds,
      form: form({ grades, types, verified }),
    })
  },
  submit: { command: setEligibility, done: () => go(address, success('membership.eligibility.saved')) },
})

export const eligibilityPages: readonly AnyPage[] = [all, one]
