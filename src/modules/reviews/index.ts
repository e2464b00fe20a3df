export { reviewerAppointed } from './facts.ts'
export { readAppointmentLetter } from './queries/letters.ts'
