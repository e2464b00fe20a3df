export { awardInWords } from './award.ts'
export { decide } from './commands/decide.ts'
export { dismissApplicants } from './commands/dismiss-applicants.ts'
export { keepRecord } from './commands/keep-record.ts'
export { setRubric } from './commands/set-rubric.ts'
export {
  appealFiled,
  appealHeard,
  applicantsDismissed,
  clarificationSent,
  decisionProposed,
  reviewerAppointed,
  sheetsGiven,
} from './facts.ts'
export { readAppointmentLetter, readDismissalLetter, readReviewLetter } from './queries/letters.ts'
export { readRecordContents } from './queries/record.ts'
export { recordInWords } from './record.ts'
export { decisionRecord } from './record-row.ts'
export { recordMaking } from './task-kinds.ts'
