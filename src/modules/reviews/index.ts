export { decide } from './commands/decide.ts'
export { keepRecord } from './commands/keep-record.ts'
export { setRubric } from './commands/set-rubric.ts'
export {
  appealFiled,
  appealHeard,
  clarificationSent,
  decisionProposed,
  reviewerAppointed,
  sheetsGiven,
} from './facts.ts'
export { readAppointmentLetter, readReviewLetter } from './queries/letters.ts'
export { readRecordContents } from './queries/record.ts'
export { recordInWords } from './record.ts'
export { decisionRecord } from './record-row.ts'
export { recordMaking } from './task-kinds.ts'
