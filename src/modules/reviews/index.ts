export { decide } from './commands/decide.ts'
export {
  appealFiled,
  appealHeard,
  clarificationSent,
  decisionProposed,
  reviewerAppointed,
  sheetsGiven,
} from './facts.ts'
export { readAppointmentLetter, readReviewLetter } from './queries/letters.ts'
