import type { Module } from '../../platform/declare/module.ts'
import { approveJoinRequest } from './commands/approve-join-request.ts'
import { askForAdmission } from './commands/ask-for-admission.ts'
import { awaitAdmission } from './commands/await-admission.ts'
import { changeClass } from './commands/change-class.ts'
import { changeStanding } from './commands/change-standing.ts'
import { changeStandingOfMember } from './commands/change-standing-of-member.ts'
import { classifyPerson } from './commands/classify-person.ts'
import { comeToUnit } from './commands/come-to-unit.ts'
import { declareClass } from './commands/declare-class.ts'
import { declineJoinRequest } from './commands/decline-join-request.ts'
import { endLeadingOfThoseWhoLeft } from './commands/end-leading-of-those-who-left.ts'
import { endVerification } from './commands/end-verification.ts'
import { expelPerson } from './commands/expel-person.ts'
import { numberMembers } from './commands/number-members.ts'
import { promoteMe } from './commands/promote-me.ts'
import { recordIdentityProof } from './commands/record-identity-proof.ts'
import { requestToJoin } from './commands/request-to-join.ts'
import { setEligibility } from './commands/set-eligibility.ts'
import { setNumberSeries } from './commands/set-number-series.ts'
import { verifyPerson } from './commands/verify-person.ts'
import { welcomeMember } from './commands/welcome-member.ts'
import { welcomeMembers } from './commands/welcome-members.ts'
import { withdrawJoinRequest } from './commands/withdraw-join-request.ts'
import { withdrawStandingChange } from './commands/withdraw-standing-change.ts'
import { eligibility } from './eligibility-row.ts'
import { joinDecided, joinRequested, memberChanged, roleRuleChanged, standingChanged } from './facts.ts'
import { classTaken } from './grade.ts'
import { joinAskedAlready } from './join-request.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listEligibility, readEligibility } from './queries/eligibility.ts'
import { checkEligibility, listClasses, readClassification, readMyClassification } from './queries/grades.ts'
import {
  joinRequestList,
  listMyJoinRequests,
  readAskedUnit,
  readDoorway,
  readJoinRequest,
  readJoinRequestLetter,
} from './queries/join-requests.ts'
import { readNumberSeries } from './queries/numbers.ts'
import { readMyStanding, readStanding, readStandingLetter } from './queries/standing.ts'
import { find } from './slots/find.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

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
    welcomeMembers,
    listClasses,
    readClassification,
    readMyClassification,
    checkEligibility,
    setEligibility,
    readEligibility,
    listEligibility,
    declareClass,
    changeClass,
    classifyPerson,
    promoteMe,
    endLeadingOfThoseWhoLeft,
    verifyPerson,
    recordIdentityProof,
    endVerification,
    requestToJoin,
    withdrawJoinRequest,
    approveJoinRequest,
    declineJoinRequest,
    comeToUnit,
    awaitAdmission,
    askForAdmission,
    joinRequestList.query,
    readJoinRequest,
    listMyJoinRequests,
    readAskedUnit,
    readDoorway,
    readJoinRequestLetter,
  ],
  pages,
  endpoints: [joinRequestList.download],
  permissions,
  facts: [standingChanged, memberChanged, roleRuleChanged, joinRequested, joinDecided],
  home,
  find,
  links,
  personalData,
  tenantData: {
    goes: [
      'join_requests',
      'eligibility_rules',
      'verifications',
      'classifications',
      'member_classes',
      'membership_numbers',
      'number_series',
      'standings',
    ],
  },
  topics,
  unitHoldings,
  eligibility,
  constraintErrors: {
    join_requests_open_key: joinAskedAlready,
    member_classes_tenant_id_facet_key_key: classTaken,
  },
}
