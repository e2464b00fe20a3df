import { MyReferralsPage } from '../../../templates/pages/referrals/my-referrals-page.tsx'
import { PersonReferralsPage } from '../../../templates/pages/referrals/person-referrals-page.tsx'
import { ReferralRulePage } from '../../../templates/pages/referrals/referral-rule-page.tsx'
import { ReferralsPage } from '../../../templates/pages/referrals/referrals-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { authorityAnywhere } from '../../platform/policy/actor.ts'
import { changeReferralRule } from './commands/change-referral-rule.ts'
import { endMyCode } from './commands/end-my-code.ts'
import { makeMyCode } from './commands/make-my-code.ts'
import { PersonReference } from './contract.ts'
import {
  readMyReferrals,
  readReferralRule,
  readReferralsOfPerson,
  referralList,
} from './queries/referrals.ts'

const mineAddress = '/my-referrals'
const ruleAddress = '/referrals/rule'

const mine = page({
  name: 'referrals.myReferralsPage',
  path: mineAddress,
  permission: 'member',
  navigation: { group: 'me', label: 'referrals.mine', icon: 'people', order: 14 },
  show: async ({ ask, form }) =>
    draw(MyReferralsPage, {
      mine: await ask(readMyReferrals, {}),
      idempotencyKey: form().idempotencyKey,
    }),
})

const make = action({
  name: 'referrals.makeMyCodeAction',
  path: `${mineAddress}/new`,
  permission: 'member',
  command: makeMyCode,
  done: () => go(mineAddress, success('referrals.made')),
  back: () => mineAddress,
})

const end = action({
  name: 'referrals.endMyCodeAction',
  path: `${mineAddress}/end`,
  permission: 'person',
  command: endMyCode,
  done: () => go(mineAddress, success('referrals.ended')),
  back: () => mineAddress,
})

const all = page({
  name: 'referrals.referralsPage',
  path: '/referrals',
  permission: 'referrals.read',
  navigation: { group: 'association', label: 'referrals.title', icon: 'people', order: 26 },
  show: async (context) =>
    draw(ReferralsPage, {
      list: await listModel(referralList, context),
      manages: authorityAnywhere(context.caller.actor, 'referrals.manage', context.caller.now) !== null,
    }),
})

const rule = page({
  name: 'referrals.referralRulePage',
  path: ruleAddress,
  permission: 'referrals.manage',
  async show({ ask, form }) {
    const found = await ask(readReferralRule, {})
    return draw(ReferralRulePage, { rule: found, form: form({ isOff: found.isOff ? 'true' : '' }) })
  },
  submit: { command: changeReferralRule, done: () => go('/referrals', success('referrals.ruleSaved')) },
})

const person = page({
  name: 'referrals.personReferralsPage',
  path: '/people/:personId/referrals',
  permission: 'referrals.read',
  async show({ ask, params }) {
    const reference = PersonReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(PersonReferralsPage, { found: await ask(readReferralsOfPerson, reference.data) })
  },
})

export const pages: readonly AnyPage[] = [mine, make, end, all, rule, person]
