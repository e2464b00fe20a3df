import type { Module } from '../../platform/declare/module.ts'
import { changeClass } from './commands/change-class.ts'
import { changeStanding } from './commands/change-standing.ts'
import { changeStandingOfMember } from './commands/change-standing-of-member.ts'
import { classifyPerson } from './commands/classify-person.ts'
import { declareClass } from './commands/declare-class.ts'
import { endVerification } from './commands/end-verification.ts'
import { expelPerson } from './commands/expel-person.ts'
import { numberMembers } from './commands/number-members.ts'
import { promoteMe } from './commands/promote-me.ts'
import { recordIdentityProof } from './commands/record-identity-proof.ts'
import { setNumberSeries } from './commands/set-number-series.ts'
import { verifyPerson } from './commands/verify-person.ts'
import { welcomeMember } from './commands/welcome-member.ts'
import { withdrawStandingChange } from './commands/withdraw-standing-change.ts'
import { standingChanged } from './facts.ts'
import { classTaken } from './grade.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { checkEligibility, listClasses, readClassification, readMyClassification } from './queries/grades.ts'
import { readNumberSeries } from './queries/numbers.ts'
import { readMyStanding, readStanding, readStandingLetter } from './queries/standing.ts'
import { find } from './slots/find.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'

export const membership: Module = {
  name: 'membership',
  operations: [
    readStanding,
    readMyStanding,
    readStandingLetter,
    changeStanding,
    changeStandingOfMember,
    expelPerson,
    withdrawStandingChange,
    readNumberSeries,
    setNumberSeries,
    numberMembers,
    welcomeMember,
    listClasses,
    readClassification,
    readMyClassification,
    checkEligibility,
    declareClass,
    changeClass,
    classifyPerson,
    promoteMe,
    verifyPerson,
    recordIdentityProof,
    endVerification,
  ],
  pages,
  permissions,
  facts: [standingChanged],
  home,
  find,
  links,
  personalData,
  constraintErrors: { member_classes_tenant_id_facet_key_key: classTaken },
  tenantData: {
    goes: [
      'verifications',
      'classifications',
      'member_classes',
      'membership_numbers',
      'number_series',
      'standings',
    ],
  },
}
