export { closeDueProjects } from './commands/close-due-projects.ts'
export { projectAmended, projectCancelled, projectClosed, projectPublished } from './facts.ts'
export { statusAt } from './project.ts'
