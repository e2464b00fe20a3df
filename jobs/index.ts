import type { AnyJob } from '../src/platform/declare/job.ts'
import { tellHoldersOfSecondStep } from './access/tell-holders-of-second-step.ts'
import { askWitness } from './applications/ask-witness.ts'
import { askWitnessesToOpen } from './applications/ask-witnesses-to-open.ts'
import { exportApplications } from './applications/export-applications.ts'
import { sendReceipt } from './applications/send-receipt.ts'
import { sendWithdrawal } from './applications/send-withdrawal.ts'
import { tellApplicantsOfAddendum } from './applications/tell-applicants-of-addendum.ts'
import { tellOfCancelling } from './applications/tell-of-cancelling.ts'
import { tellOfClosing } from './applications/tell-of-closing.ts'
import { tellStaffOfDeclining } from './applications/tell-staff-of-declining.ts'
import { tellStaffOfOpening } from './applications/tell-staff-of-opening.ts'
import { unsealBids } from './applications/unseal-bids.ts'
import { exportEntries } from './audit/export-entries.ts'
import { makeAuditMonths } from './audit/make-audit-months.ts'
import { noteCompaniesOfResting } from './companies/note-companies-of-resting.ts'
import { remindOfExpiringPapers } from './companies/remind-of-expiring-papers.ts'
import { tellManagersOfPaper } from './companies/tell-managers-of-paper.ts'
import { tellStaffOfLeftCompany } from './companies/tell-staff-of-left-company.ts'
import { tellWhoWasAsked } from './companies/tell-who-was-asked.ts'
import { removeBytes } from './files/remove-bytes.ts'
import { bringRolesToWhoConfirmed } from './identity/bring-roles-to-who-confirmed.ts'
import { sendChallenge } from './identity/send-challenge.ts'
import { tellOfReset } from './identity/tell-of-reset.ts'
import { tellOfSecurityChange } from './identity/tell-of-security-change.ts'
import { inviteByFileTask } from './invitations/invite-by-file.ts'
import { sendInvitation } from './invitations/send-invitation.ts'
import { tellInviter } from './invitations/tell-inviter.ts'
import { rotateKeys } from './keys/rotate-keys.ts'
import { purgeExpired } from './maintenance/purge-expired.ts'
import { importPersons } from './members/import-persons.ts'
import { undoImport } from './members/undo-import.ts'
import { bringRolesAfterRule } from './membership/bring-roles-after-rule.ts'
import { bringRolesThatWaited } from './membership/bring-roles-that-waited.ts'
import { lookForLeadersWhoLeft } from './membership/look-for-leaders-who-left.ts'
import { tellPersonOfJoinRequest } from './membership/tell-person-of-join-request.ts'
import { tellPersonOfStanding } from './membership/tell-person-of-standing.ts'
import { tellStaffOfJoinRequest } from './membership/tell-staff-of-join-request.ts'
import { bringRolesToWhoClaimed } from './people/bring-roles-to-who-claimed.ts'
import { endTermsOfWhoLeft } from './positions/end-terms-of-who-left.ts'
import { lookForTermsOfWhoLeft } from './positions/look-for-terms-of-who-left.ts'
import { tellHolderOfTerm } from './positions/tell-holder-of-term.ts'
import { eraseWhoLeft } from './privacy/erase-who-left.ts'
import { exportMyData } from './privacy/export-my-data.ts'
import { sendClosing } from './privacy/send-closing.ts'
import { tellOfMerge } from './privacy/tell-of-merge.ts'
import { closeAtDeadlines } from './projects/close-at-deadlines.ts'
import { tellAskerOfAnswer } from './projects/tell-asker-of-answer.ts'
import { tellInvitedContractors } from './projects/tell-invited-contractors.ts'
import { tellStaffOfQuestion } from './projects/tell-staff-of-question.ts'
import { dismissApplicantsAtEnd } from './reviews/dismiss-applicants-at-end.ts'
import { makeRecord } from './reviews/make-record.ts'
import { tellApplicantOfDecision } from './reviews/tell-applicant-of-decision.ts'
import { tellApplicantOfHearing } from './reviews/tell-applicant-of-hearing.ts'
import { tellOfClarification } from './reviews/tell-of-clarification.ts'
import { tellOfSheets } from './reviews/tell-of-sheets.ts'
import { tellReviewer } from './reviews/tell-reviewer.ts'
import { tellStaffOfAppeal } from './reviews/tell-staff-of-appeal.ts'
import { tellStaffOfDismissal } from './reviews/tell-staff-of-dismissal.ts'
import { tellStaffOfProposal } from './reviews/tell-staff-of-proposal.ts'
import { runSource } from './sources/run-source.ts'
import { startDueSourceRuns } from './sources/start-due-source-runs.ts'
import { actOnRows } from './tasks/act-on-rows.ts'
import { giveUpAbandoned } from './tasks/give-up-abandoned.ts'
import { endDueTenants } from './tenants/end-due-tenants.ts'
import { endVisit } from './tenants/end-visit.ts'
import { eraseTenant } from './tenants/erase-tenant.ts'
import { exportTenant } from './tenants/export-tenant.ts'
import { tellFounder } from './tenants/tell-founder.ts'
import { tellOfExport } from './tenants/tell-of-export.ts'
import { tellOfFounding } from './tenants/tell-of-founding.ts'
import { tellOfTenancy } from './tenants/tell-of-tenancy.ts'
import { tellOfVisit } from './tenants/tell-of-visit.ts'
import { tellPeople } from './tenants/tell-people.ts'
import { tellOwnerOfToken } from './tokens/tell-owner-of-token.ts'
import { exportUnits } from './units/export-units.ts'
import { tellManagersOfUnit } from './units/tell-managers-of-unit.ts'
import { tellPersonOfBegunTransfer } from './units/tell-person-of-begun-transfer.ts'
import { tellPersonOfTransfer } from './units/tell-person-of-transfer.ts'
import { tellStaffOfLeftLeader } from './units/tell-staff-of-left-leader.ts'
import { tellStaffOfTransfer } from './units/tell-staff-of-transfer.ts'
import { lookAtOnce } from './watches/look-at-once.ts'
import { lookDaily } from './watches/look-daily.ts'
import { lookWeekly } from './watches/look-weekly.ts'
import { tellOfNewProjects } from './watches/tell-of-new-projects.ts'

/** Every job and task there is. The front door hands this list to the app. */
export const jobs: readonly AnyJob[] = [
  removeBytes,
  bringRolesToWhoConfirmed,
  sendChallenge,
  tellOfSecurityChange,
  tellOfReset,
  tellOwnerOfToken,
  tellManagersOfUnit,
  tellStaffOfTransfer,
  tellPersonOfBegunTransfer,
  tellStaffOfLeftLeader,
  bringRolesAfterRule,
  bringRolesThatWaited,
  lookForLeadersWhoLeft,
  tellPersonOfTransfer,
  tellPersonOfStanding,
  tellStaffOfJoinRequest,
  tellPersonOfJoinRequest,
  bringRolesToWhoClaimed,
  tellHolderOfTerm,
  endTermsOfWhoLeft,
  lookForTermsOfWhoLeft,
  remindOfExpiringPapers,
  tellManagersOfPaper,
  sendReceipt,
  sendWithdrawal,
  askWitness,
  askWitnessesToOpen,
  tellApplicantsOfAddendum,
  unsealBids,
  tellOfClosing,
  tellStaffOfDeclining,
  tellStaffOfOpening,
  tellOfCancelling,
  closeAtDeadlines,
  lookAtOnce,
  lookDaily,
  lookWeekly,
  tellOfNewProjects,
  tellApplicantOfDecision,
  tellOfClarification,
  tellStaffOfProposal,
  tellStaffOfDismissal,
  dismissApplicantsAtEnd,
  tellStaffOfAppeal,
  tellApplicantOfHearing,
  tellOfSheets,
  tellReviewer,
  makeRecord,
  tellStaffOfQuestion,
  tellAskerOfAnswer,
  tellInvitedContractors,
  tellWhoWasAsked,
  tellStaffOfLeftCompany,
  noteCompaniesOfResting,
  exportUnits,
  exportApplications,
  exportEntries,
  importPersons,
  undoImport,
  inviteByFileTask,
  sendInvitation,
  tellInviter,
  runSource,
  startDueSourceRuns,
  actOnRows,
  tellHoldersOfSecondStep,
  sendClosing,
  tellOfMerge,
  exportMyData,
  eraseWhoLeft,
  exportTenant,
  tellOfTenancy,
  tellPeople,
  endDueTenants,
  eraseTenant,
  tellOfVisit,
  tellOfExport,
  endVisit,
  tellOfFounding,
  tellFounder,
  rotateKeys,
  giveUpAbandoned,
  purgeExpired,
  makeAuditMonths,
]
