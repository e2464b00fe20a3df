export { addressOf, askedBy } from './asked.ts'
export { closeDueProjects } from './commands/close-due-projects.ts'
export {
  projectAmended,
  projectCancelled,
  projectClosed,
  projectPublished,
  questionAnswered,
  questionAsked,
} from './facts.ts'
export { matchProject } from './match-row.ts'
export { findForMember, readForMember, whenPublished } from './member-row.ts'
export { statusAt } from './project.ts'
export { demandsOf, holdProject } from './project-row.ts'
export { readProjectAt } from './queries/project.ts'
export { readQuestionLetter } from './queries/questions.ts'
