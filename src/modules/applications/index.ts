export { type Outcome, outcomes, statusTones } from './application.ts'
export { applicantName } from './application-row.ts'
export { attachment } from './attachment.ts'
export { bidOf } from './bid-row.ts'
export { decideApplication } from './commands/decide-application.ts'
export { noteMatchRating } from './commands/note-match-rating.ts'
export { reopenApplication } from './commands/reopen-application.ts'
export { requestExport } from './commands/request-export.ts'
export { saveDraft } from './commands/save-draft.ts'
export { shortlistApplication } from './commands/shortlist-application.ts'
export { startApplication } from './commands/start-application.ts'
export { submitApplication } from './commands/submit-application.ts'
export { unsealNextBid } from './commands/unseal-next-bid.ts'
export { lineTotal } from './contents.ts'
export type { BidDocument } from './document.ts'
export { exportCells, exportFolder, exportHead, exportName } from './export.ts'
export { findExported } from './exported-row.ts'
export {
  applicationDecided,
  applicationSubmitted,
  applicationWithdrawn,
  bidsOpened,
  witnessAsked,
  witnessDeclined,
} from './facts.ts'
export { keptMatchOf } from './match-row.ts'
export { bidsMayBeRead, keptFromAudit, ownApplications, witnessingThatWaits } from './policy.ts'
export { listExported, readProjectToExport } from './queries/export.ts'
export { listApplicantsToTell, readReceiptLetter } from './queries/mine.ts'
export { readSealing, readSealingLetter } from './queries/sealing.ts'
export { applicationExport } from './task-kinds.ts'
