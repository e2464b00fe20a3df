export { closeDueProjects } from './commands/close-due-projects.ts'
export { projectAmended, projectCancelled, projectClosed, projectPublished } from './facts.ts'
export { matchProject } from './match-row.ts'
export { statusAt } from './project.ts'
