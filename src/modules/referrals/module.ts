import type { Module } from '../../platform/declare/module.ts'
import { changeReferralRule } from './commands/change-referral-rule.ts'
import { endMyCode } from './commands/end-my-code.ts'
import { makeMyCode } from './commands/make-my-code.ts'
import { recordReferral } from './commands/record-referral.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import {
  checkCode,
  readMyReferrals,
  readReferralRule,
  readReferralsOfPerson,
  referralList,
} from './queries/referrals.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'

export const referrals: Module = {
  name: 'referrals',
  operations: [
    makeMyCode,
    endMyCode,
    readMyReferrals,
    checkCode,
    recordReferral,
    referralList.query,
    readReferralsOfPerson,
    readReferralRule,
    changeReferralRule,
  ],
  pages,
  endpoints: [referralList.download],
  permissions,
  links,
  personalData,
  tenantData: { goes: ['referrals', 'referral_codes', 'referral_rules'] },
}
