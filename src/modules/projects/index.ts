export { addressOf, askedBy } from './asked.ts'
export { addDemand } from './commands/add-demand.ts'
export { amendImported } from './commands/amend-imported.ts'
export { announceRubric } from './commands/announce-rubric.ts'
export { awardProject } from './commands/award-project.ts'
export { closeDueProjects } from './commands/close-due-projects.ts'
export { closeProject } from './commands/close-project.ts'
export { declareCategory } from './commands/declare-category.ts'
export { draftProject } from './commands/draft-project.ts'
export { importProject } from './commands/import-project.ts'
export { noteOriginal } from './commands/note-original.ts'
export { noteSealing } from './commands/note-sealing.ts'
export { publishProject } from './commands/publish-project.ts'
export { reviewProject } from './commands/review-project.ts'
export {
  contractorInvited,
  projectAmended,
  projectCancelled,
  projectClosed,
  projectPublished,
  questionAnswered,
  questionAsked,
} from './facts.ts'
export { offeredTo } from './invitation-row.ts'
export { matchProject } from './match-row.ts'
export { findForMember, readForMember } from './member-row.ts'
export { askedOf, type Status, statusAt, statuses } from './project.ts'
export { demandsOf, findProject, holdProject, holdUnit } from './project-row.ts'
export { listAddenda } from './queries/addenda.ts'
export { listUnitsToDraftIn } from './queries/categories.ts'
export { readInvitationLetter } from './queries/invitations.ts'
export { readProject, readProjectAt } from './queries/project.ts'
export { readQuestionLetter } from './queries/questions.ts'
